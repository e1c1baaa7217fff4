import type { Plan } from "../../../planner/plan";
import type { PlannedResource } from "../../../planner/resource";
import type { Planned } from "../../../planner/several";
import { configOf } from "../../support/plan";

const start = "urn:pulumi:example::kubernetes-architect::";

/** A resource under a parent's urn, with what a test does not care about filled in. */
export function resource(
  type: string,
  name: string,
  parent: string | null,
  rest: Partial<PlannedResource> = {},
): PlannedResource {
  return {
    urn: `${start}${type}::${name}`,
    type,
    name,
    parent,
    provider: null,
    inputs: {},
    dependsOn: [],
    protect: false,
    deletedWith: null,
    retainOnDelete: false,
    custom: !type.startsWith("kubernetes-architect:"),
    ...rest,
  };
}

const urn = (type: string, name: string) => resource(type, name, null).urn;

const platform = urn("kubernetes-architect:index:Platform", "example");
const cluster = urn("kubernetes-architect:clusters:EksCluster", "example");
const network = urn("kubernetes-architect:clusters:EksNetwork", "example-network");
const argocd = urn("kubernetes-architect:addons:Addon", "argocd");
const prometheus = urn("kubernetes-architect:addons:Addon", "prometheus");
const prometheusRelease = urn("kubernetes:helm.sh/v3:Release", "prometheus-stack");

/** A small platform by hand: what the renderers are tested on, independent of what the clouds make. */
export const exampleResources: readonly PlannedResource[] = [
  resource("kubernetes-architect:index:Platform", "example", null),
  resource("kubernetes-architect:clusters:EksCluster", "example", platform),
  resource("kubernetes-architect:clusters:EksNetwork", "example-network", cluster),
  resource("aws:ec2/vpc:Vpc", "example-vpc", network, { inputs: { cidrBlock: "10.20.0.0/16" }, protect: true }),
  ...["a", "b", "c", "d"].map((zone) =>
    resource("aws:ec2/subnet:Subnet", `example-${zone}`, network, {
      inputs: { vpcId: "${example-vpc.id}" },
    }),
  ),
  resource("aws:kms/key:Key", "example-key", cluster, { protect: true }),
  resource("aws:eks/cluster:Cluster", "example", cluster, { inputs: { version: "1.35" }, protect: true }),
  resource("aws:eks/nodeGroup:NodeGroup", "example-general", cluster, {
    inputs: { instanceTypes: ["m7i.xlarge"], scalingConfig: { minSize: 3, maxSize: 12 } },
  }),
  resource("aws:s3/bucket:Bucket", "example-backups", cluster),
  resource("pulumi:providers:kubernetes", "example", cluster),
  resource("kubernetes-architect:addons:Addon", "argocd", platform),
  resource("kubernetes:core/v1:Namespace", "argocd-argocd", argocd),
  resource("kubernetes:helm.sh/v3:Release", "argocd-argo-cd", argocd, {
    inputs: {
      name: "argo-cd",
      chart: "argo-cd",
      version: "10.1.1",
      namespace: "argocd",
      values: { server: { replicas: 2 }, controller: { replicas: 1 } },
    },
    dependsOn: [prometheusRelease],
  }),
  resource("kubernetes-architect:addons:Addon", "prometheus", platform),
  resource("kubernetes:helm.sh/v3:Release", "prometheus-stack", prometheus, {
    inputs: {
      name: "stack",
      chart: "oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack",
      version: "88.5.3",
      namespace: "monitoring",
      values: {},
    },
  }),
];

/** The example as a planned stack; parts of the plan can be replaced. */
export function example(rest: Partial<Plan> = {}): Planned {
  const config = configOf({ cluster: { cloud: "eks", region: "eu-west-1" } }, "example");
  const plan: Plan = {
    project: "kubernetes-architect",
    stack: "example",
    cloud: "eks",
    profile: "production",
    kubernetesVersion: "1.35",
    resources: exampleResources,
    outputs: {},
    findings: [],
    waived: [],
    cost: { monthly: null, currency: "USD", items: [] },
    ...rest,
  };
  return { config, plan };
}

/** Two findings of different severity on the example. */
export const exampleFindings: Plan["findings"] = [
  {
    rule: "nodes-spread",
    severity: "warning",
    urn: urn("aws:eks/nodeGroup:NodeGroup", "example-general"),
    message: "The node pool is in one zone.",
    fix: "Set cluster.nodePools.general.min to 3.",
  },
  {
    rule: "endpoint-open",
    severity: "error",
    urn: urn("aws:eks/cluster:Cluster", "example"),
    message: "The endpoint takes `0.0.0.0/0` | anyone.",
    fix: "Set cluster.endpoint.access to private.",
  },
];
