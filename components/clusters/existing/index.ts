import * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingConfig } from "../../config/clusters";
import type { Config } from "../../config/parse";
import type { Bucket } from "../bucket";
import type { Cluster, ClusterFacts, Grant } from "../cluster";

/** A cluster that already exists: nothing is made, its kubeconfig is used as it is. */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly cloud = "existing";
  readonly resource: pulumi.Resource = this;
  readonly region = "";
  readonly controlPlane = undefined;
  readonly oidcIssuer = undefined;
  readonly schedulable: readonly pulumi.Resource[] = [];
  readonly profile: Cluster["profile"];
  readonly name: string;
  readonly provider: kubernetes.Provider;
  readonly kubeconfig: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly accessCommand: pulumi.Output<string>;
  readonly facts: ClusterFacts;

  constructor(config: Config, cluster: ExistingConfig, parent: pulumi.Resource) {
    const name = cluster.name ?? config.stack;
    super("kubernetes-architect:clusters:ExistingCluster", name, {}, { parent });
    this.name = name;
    this.profile = cluster.profile;
    this.provider = new kubernetes.Provider(
      name,
      { kubeconfig: cluster.kubeconfig, ...(cluster.context === undefined ? {} : { context: cluster.context }) },
      { parent: this },
    );
    this.kubeconfig = pulumi.secret(cluster.kubeconfig);
    this.endpoint = pulumi.output("the one in the kubeconfig");
    this.version = pulumi.output(cluster.version);
    this.accessCommand = pulumi.output(accessCommand(cluster));
    this.facts = facts(cluster);
    this.registerOutputs({});
  }

  grant(): Grant {
    return { annotations: {}, labels: {}, podLabels: {}, resources: [] };
  }

  bucket(): Bucket {
    throw new Error("an existing cluster has no object store");
  }
}

function accessCommand({ kubeconfig, context }: ExistingConfig): string {
  return `kubectl --kubeconfig ${kubeconfig}${context === undefined ? "" : ` --context ${context}`} get nodes`;
}

function facts(cluster: ExistingConfig): ClusterFacts {
  return {
    kubernetesVersion: cluster.version,
    zones: 1,
    storageClass: "standard",
    snapshotClass: undefined,
    loadBalancer: { internal: {}, internet: {} },
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: undefined,
    hiddenControlPlane: false,
  };
}

/** Takes a cluster by its kubeconfig. */
export function createCluster(config: Config, parent: pulumi.ComponentResource): Cluster {
  if (config.cluster.cloud !== "existing") throw new Error(`not an existing cluster: ${config.cluster.cloud}`);
  return new ExistingCluster(config, config.cluster, parent);
}
