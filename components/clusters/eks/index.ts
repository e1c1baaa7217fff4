import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import type * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { EksConfig } from "../../config/clusters";
import type { Config } from "../../config/parse";
import type { Bucket, BucketOptions } from "../bucket";
import type { Cluster, ClusterFacts, Grant } from "../cluster";
import type { Key } from "../key";
import type { Permission, Subject } from "../permissions";
import { usable } from "../usable";
import { createBucket } from "./bucket";
import { createControlPlane } from "./controlPlane";
import { createClusterAddons, createNodeAddons } from "./coreAddons";
import { createEndpoints } from "./endpoints";
import { factsOf } from "./facts";
import { createGrant } from "./grant";
import { createKarpenterParts } from "./karpenter";
import { createKeys, createWorkloadKey } from "./keys";
import { createKubernetesProvider, kubeconfigOf } from "./kubeconfig";
import { createControlPlaneLogs, createFlowLogs } from "./logs";
import { createNodePools, createNodeRole } from "./nodes";
import type { PermissionScope } from "./permissions";
import { openToNetwork } from "./reach";
import { createScope } from "./scope";
import { createStorageClasses } from "./storage";
import { createNetwork, createVpc } from "./vpc";

/** An EKS cluster: its network, keys, control plane, nodes, core add-ons and storage. */
export class EksCluster extends pulumi.ComponentResource implements Cluster {
  readonly cloud = "eks";
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
  readonly #scope: PermissionScope;

  constructor(config: Config, cluster: EksConfig, parent: pulumi.Resource) {
    const name = cluster.name ?? config.stack;
    super("kubernetes-architect:clusters:EksCluster", name, {}, { parent });
    const scope = createScope(config, cluster, name, this);
    const { vpc, account } = createVpc(scope);
    const keys = createKeys(account);
    const network = createNetwork(scope, vpc);
    const endpoints = createEndpoints(scope, network);
    createFlowLogs(account, vpc, keys.logs);
    const logs = createControlPlaneLogs(scope, keys.logs);
    const controlPlane = createControlPlane(scope, network, keys, logs);
    const reach = openToNetwork(scope, controlPlane);
    const before = [...endpoints, ...createNodeAddons(scope, controlPlane)];
    const nodeRole = createNodeRole(scope, "nodes");
    const pools = createNodePools(scope, { network, controlPlane, volumesKey: keys.volumes, nodeRole, before });
    const nodes = usable(cluster.nodePools, pools);
    const { dns, volumes, snapshots } = createClusterAddons(scope, controlPlane, keys.volumes, nodes);
    const kubeconfig = kubeconfigOf(scope, controlPlane);
    const provider = createKubernetesProvider(scope, controlPlane, kubeconfig, reach);
    const classes = createStorageClasses(scope, {
      controlPlane,
      provider,
      volumesKey: keys.volumes,
      volumes,
      snapshots,
    });
    const karpenter = cluster.autoscaler === "karpenter" ? createKarpenterParts(scope, controlPlane, keys) : undefined;

    this.profile = cluster.profile;
    this.name = name;
    this.region = cluster.region;
    this.controlPlane = controlPlane;
    this.provider = provider;
    this.kubeconfig = kubeconfig;
    this.endpoint = controlPlane.eksCluster.endpoint;
    this.version = controlPlane.eksCluster.version;
    this.oidcIssuer = controlPlane.eksCluster.identities.apply((found) => found[0]?.oidcs?.[0]?.issuer ?? "");
    this.accessCommand = pulumi.output(`aws eks update-kubeconfig --name ${name} --region ${cluster.region}`);
    this.schedulable = [...nodes, dns, ...(karpenter?.resources ?? [])];
    this.storage = [volumes, ...classes];
    this.facts = factsOf(scope, network, controlPlane, karpenter);
    this.#scope = { ...account, volumesKey: keys.volumes, autoscaler: karpenter };
    this.registerOutputs({});
  }

  grant(name: string, subject: Subject, permissions: readonly Permission[]): Grant {
    return createGrant(this.#scope, this.controlPlane, name, subject, permissions);
  }

  bucket(purpose: string, options: BucketOptions): Bucket {
    return createBucket(this.#scope, purpose, options);
  }

  key(purpose: string): Key {
    return createWorkloadKey(this.#scope, purpose);
  }
}

/** Makes a cluster on EKS. */
export function createCluster(config: Config, parent: pulumi.ComponentResource): Cluster {
  if (config.cluster.cloud !== "eks") throw new Error(`not an EKS cluster: ${config.cluster.cloud}`);
  return new EksCluster(config, config.cluster, parent);
}
