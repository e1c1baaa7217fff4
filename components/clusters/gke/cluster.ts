import type { Cluster as ControlPlane } from "@pulumi/gcp/container/cluster";
import type { Provider as GoogleProvider } from "@pulumi/gcp/provider";
import * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Bucket, BucketOptions } from "../bucket";
import type { Cluster, ClusterFacts, Grant } from "../cluster";
import type { Key } from "../key";
import type { Permission, Subject } from "../permissions";
import { usable } from "../usable";
import { createAccess } from "./access";
import { enableApis } from "./apis";
import { createBackupPlan } from "./backup";
import { createBucket } from "./bucket";
import { createControlPlane } from "./controlPlane";
import { factsOf } from "./facts";
import { Grants } from "./grants";
import { createKeys, GkeKeys } from "./keys";
import { accessCommandOf, kubeconfigOf, serverOf } from "./kubeconfig";
import { GkeNetwork } from "./network";
import { createNodeAccount } from "./nodeAccount";
import { createNodePools } from "./nodePools";
import { createAuditLogs } from "./observability";
import type { GkeSite } from "./site";
import { createStorageClass } from "./storage";

/** A cluster on Google Kubernetes Engine, Standard or Autopilot, with its network, keys, nodes and access. */
export class GkeCluster extends pulumi.ComponentResource implements Cluster {
  readonly cloud = "gke";
  readonly resource: pulumi.Resource = this;
  readonly profile: Cluster["profile"];
  readonly name: string;
  readonly region: string;
  readonly controlPlane: ControlPlane;
  readonly provider: kubernetes.Provider;
  readonly kubeconfig: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly oidcIssuer: pulumi.Output<string>;
  readonly accessCommand: pulumi.Output<string>;
  readonly schedulable: readonly pulumi.Resource[];
  readonly storage: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly #site: GkeSite;
  readonly #apis: readonly pulumi.Resource[];
  #keys: GkeKeys | undefined;
  readonly #grants: Grants;

  constructor(site: GkeSite, google: GoogleProvider, parent: pulumi.Resource) {
    super("kubernetes-architect:clusters:GkeCluster", site.name, {}, { parent, providers: [google] });
    this.#site = site;
    this.profile = site.config.profile;
    this.name = site.name;
    this.region = site.region;

    this.#apis = enableApis(site, this);
    const nodeAccount = createNodeAccount(site, this, this.#apis);
    const network = new GkeNetwork(site, nodeAccount.email, this, this.#apis);
    this.#keys = createKeys(site, this, this.#apis);
    const [secretsKey, disksKey] = [this.#keys?.key("secrets"), this.#keys?.key("disks")];
    const parts = { network, nodeAccount, secretsKey, disksKey, apis: this.#apis };
    this.controlPlane = createControlPlane(site, parts, this);
    const nodePools = createNodePools(site, this.controlPlane, parts, this);
    this.schedulable = [this.controlPlane, network.nat, ...usable(site.config.nodePools, nodePools)];
    const admins = createAccess(site, this, this.#apis);
    createAuditLogs(site, this, this.#apis);
    createBackupPlan(site, this.controlPlane, this.#keys, this);

    this.kubeconfig = kubeconfigOf(site, this.controlPlane);
    this.provider = createKubernetesProvider(site, this.kubeconfig, this.controlPlane, admins, this);
    this.storage = [createStorageClass(site, disksKey, this.controlPlane, this, this.provider)];
    this.endpoint = pulumi.interpolate`https://${serverOf(site, this.controlPlane)}`;
    this.version = this.controlPlane.masterVersion;
    this.oidcIssuer = pulumi.output(issuerOf(site));
    this.accessCommand = pulumi.output(accessCommandOf(site));
    this.#grants = new Grants(site, this, this.controlPlane, nodeAccount.uniqueId, this.#apis);
    this.facts = factsOf(site);
    this.registerOutputs({});
  }

  grant(name: string, subject: Subject, permissions: readonly Permission[]): Grant {
    return this.#grants.grant(name, subject, permissions);
  }

  bucket(purpose: string, options: BucketOptions): Bucket {
    return createBucket(this.#site, purpose, options, this.#keys?.key("buckets"), this, this.#apis);
  }

  key(purpose: string): Key {
    this.#keys ??= new GkeKeys(this.#site, this, this.#apis);
    return this.#keys.workloadKey(purpose);
  }
}

// Not left to the kubeconfig: a new address or authority of the same cluster must not replace everything in it. A cluster
// that is replaced has the same id, and nothing in it any more: so it matters that the id is not known until it is made. Whoever
// destroys the stack keeps the admins' roles until everything in the cluster is gone.
function createKubernetesProvider(
  { name }: GkeSite,
  kubeconfig: pulumi.Output<string>,
  controlPlane: ControlPlane,
  admins: readonly pulumi.Resource[],
  parent: pulumi.Resource,
): kubernetes.Provider {
  return new kubernetes.Provider(
    name,
    { kubeconfig, clusterIdentifier: controlPlane.id },
    { parent, dependsOn: [...admins] },
  );
}

// Source: GKE, "About Workload Identity Federation for GKE", the cluster's issuer.
function issuerOf({ name, project, location }: GkeSite): string {
  return `https://container.googleapis.com/v1/projects/${project}/locations/${location}/clusters/${name}`;
}
