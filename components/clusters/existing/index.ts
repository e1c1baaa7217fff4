import * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingConfig } from "../../config/clusters";
import type { Config } from "../../config/parse";
import type { Bucket } from "../bucket";
import type { Cluster, ClusterFacts, Grant } from "../cluster";
import type { Key } from "../key";
import { type ObjectStoreConfig, s3VeleroFacts, storedBucket } from "./objectStore";
import { VirtualCluster } from "./virtual";

/**
 * A cluster that already exists: nothing is made, or a virtual cluster on it. Its kubeconfig is used as it is. The file is read by the Kubernetes
 * provider, which also expands a leading `~/` (pulumi-kubernetes, provider/pkg/provider: parseKubeconfigString), and
 * never by the program, so that a plan is the same on a machine without it and no key gets into the state.
 */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly cloud = "existing";
  readonly resource: pulumi.Resource = this;
  readonly region = "";
  readonly oidcIssuer = undefined;
  readonly controlPlane: pulumi.Resource | undefined;
  readonly storage: readonly pulumi.Resource[] = [];
  readonly schedulable: readonly pulumi.Resource[];
  readonly profile: Cluster["profile"];
  readonly name: string;
  readonly provider: kubernetes.Provider;
  /** The kubeconfig's path and not its text; of a virtual cluster, the text. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Which server it is, in words: the address is in the kubeconfig only. */
  readonly endpoint: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly accessCommand: pulumi.Output<string>;
  readonly facts: ClusterFacts;
  readonly #objectStore: ObjectStoreConfig | undefined;

  constructor(config: Config, cluster: ExistingConfig, parent: pulumi.Resource) {
    const name = cluster.name ?? config.stack;
    super("kubernetes-architect:clusters:ExistingCluster", name, {}, { parent });
    this.name = name;
    this.profile = cluster.profile;
    const given = this.#createProvider(cluster);
    const virtual =
      cluster.virtual === undefined ? undefined : new VirtualCluster(config, cluster, cluster.virtual, given, this);
    this.controlPlane = virtual?.release;
    this.schedulable = virtual === undefined ? [] : [virtual.release];
    this.provider = virtual?.provider ?? given;
    this.kubeconfig = virtual?.kubeconfig ?? pulumi.secret(cluster.kubeconfig);
    this.endpoint = virtual?.endpoint ?? pulumi.output(`the server of ${contextOf(cluster)} in ${cluster.kubeconfig}`);
    this.version = pulumi.output(cluster.version);
    this.accessCommand = pulumi.output(virtual === undefined ? accessCommand(cluster) : virtualAccess(config.stack));
    this.facts = facts(cluster);
    this.#objectStore = cluster.objectStore;
    this.registerOutputs({});
  }

  #createProvider({ kubeconfig, context, virtual }: ExistingConfig): kubernetes.Provider {
    return new kubernetes.Provider(
      this.name,
      {
        kubeconfig,
        ...(context === undefined ? {} : { context }),
        // What is in a virtual cluster goes with it. The namespace that it is in does not, when nobody answers for a while.
        ...(virtual === undefined ? {} : { deleteUnreachable: false }),
      },
      { parent: this },
    );
  }

  /** Nothing: there is no workload identity that we know of. */
  grant(): Grant {
    return { annotations: {}, labels: {}, podLabels: {}, resources: [] };
  }

  /** @throws Error without an object store in the config, which the add-ons that need one refuse in their checks */
  bucket(purpose: string): Bucket {
    if (this.#objectStore === undefined) throw new Error(`no object store for ${purpose} on ${this.name}`);
    return storedBucket(purpose, this.#objectStore);
  }

  /** @throws Error always, since there is no key service that we know of */
  key(purpose: string): Key {
    throw new Error(`no key service for ${purpose} on ${this.name}`);
  }
}

function contextOf({ context }: ExistingConfig): string {
  return context === undefined ? "the current context" : `context ${context}`;
}

function accessCommand({ kubeconfig, context }: ExistingConfig): string {
  return `kubectl --kubeconfig ${kubeconfig}${context === undefined ? "" : ` --context ${context}`} get nodes`;
}

function virtualAccess(stack: string): string {
  return `pulumi stack output kubeconfig --show-secrets --stack ${stack} > kubeconfig && kubectl --kubeconfig kubeconfig get nodes`;
}

function facts(cluster: ExistingConfig): ClusterFacts {
  return {
    kubernetesVersion: cluster.version,
    zones: cluster.zones,
    storageClass: cluster.storageClass,
    snapshotClass: cluster.snapshotClass && { ...cluster.snapshotClass, present: true },
    loadBalancer: cluster.loadBalancer,
    credentialEndpoints: [],
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: cluster.objectStore === undefined ? undefined : s3VeleroFacts,
    hiddenControlPlane: !cluster.controlPlaneMetrics || cluster.virtual !== undefined,
    dns: cluster.virtual === undefined ? "coredns" : "none",
    // kubeadm, kind and k3s bind kube-proxy's metrics to the loopback address.
    kubeProxy: false,
  };
}

/** Takes a cluster by its kubeconfig. */
export function createCluster(config: Config, parent: pulumi.ComponentResource): Cluster {
  if (config.cluster.cloud !== "existing") throw new Error(`not an existing cluster: ${config.cluster.cloud}`);
  return new ExistingCluster(config, config.cluster, parent);
}
