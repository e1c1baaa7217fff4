import { startsPods } from "../../simulator/models";
import type { Node } from "./graph";
import type { Reason } from "./reasons";
import { chartOf, defines, groupOf, inSamePlace, isUsable, keepsData, monitors, namespaceOf, text } from "./traits";

const release = /^kubernetes:helm\.sh\/v3:Release$/;
const pools = /^(aws:eks\/nodeGroup:|azure-native:containerservice:AgentPool$|gcp:container\/nodePool:)/;
const bucket = /^(aws:s3\/|gcp:storage\/bucket:|azure-native:storage:|aws:kms\/key:)/;

/** What a chart needs of another chart in its add-on. Sources: each project's installation guide. */
const chartNeeds: Readonly<Record<string, readonly string[]>> = {
  karpenter: ["karpenter-crd"],
  "kube-prometheus-stack": ["prometheus-operator-crds"],
  istiod: ["base"],
  cni: ["istiod"],
  ztunnel: ["istiod", "cni"],
  gateway: ["istiod", "cni"],
};

/** Charts that start nodes, or make and delete in the cloud what others ask for: these go last. */
const untilTheEnd = ["karpenter", "cluster-autoscaler", "aws-load-balancer-controller", "external-dns"];

function staysUntilTheEnd(node: Node): boolean {
  return untilTheEnd.includes(chartOf(node)) || groupOf(node).startsWith("karpenter.");
}

/** The reasons of what is in clusters. */
export const kubernetesReasons: readonly Reason[] = [
  {
    user: /^kubernetes:/,
    used: /^kubernetes:core\/v1:Namespace$/,
    when: (user, used) => namespaceOf(user) === text(used, "metadata.name"),
    why: "the namespace it is in",
  },
  {
    user: release,
    used: /^kubernetes:core\/v1:Namespace$/,
    when: inSamePlace,
    why: "the chart may put objects into each of its add-on's namespaces",
  },
  {
    user: /^kubernetes:/,
    used: release,
    when: (user, used) => defines(used, groupOf(user)),
    why: "the definition of its kind",
  },
  {
    user: release,
    used: release,
    when: (user, used) => monitors(user) && defines(used, "monitoring.coreos.com"),
    why: "the definitions of the monitors in its chart",
  },
  {
    user: release,
    used: release,
    when: (user, used) => chartNeeds[chartOf(user)]?.includes(chartOf(used)) === true,
    why: "the other chart of its add-on, by its installation guide",
  },
  {
    user: /^kubernetes:(security|telemetry|networking)\.istio\.io|MutatingWebhookConfiguration$/,
    used: release,
    when: (_, used) => chartOf(used) === "istiod",
    why: "the control plane that validates it",
  },
  {
    user: /^kubernetes:karpenter\./,
    used: /^kubernetes:(karpenter\.|helm\.sh)/,
    when: karpenters,
    why: "who answers it",
  },
  {
    user: release,
    used: pools,
    when: (user, used) => startsPods(user) && isUsable(used),
    why: "its pods start on nodes",
  },
  {
    user: release,
    used: /^aws:eks\/addon:/,
    when: (user, used) => startsPods(user) && text(used, "addonName") === "coredns",
    why: "its pods resolve names",
  },
  {
    user: release,
    used: /^(kubernetes:storage\.k8s\.io|kubernetes:snapshot\.storage|aws:eks\/addon:)/,
    when: keepsData,
    why: "its pods have volumes",
  },
  {
    user: /^kubernetes:(storage|snapshot\.storage)\.k8s\.io/,
    used: /^(aws:eks\/addon:|azure-native:authorization:RoleAssignment$)/,
    why: "the driver of the class, and what it may do",
  },
  {
    user: release,
    used: /^aws:eks\/podIdentityAssociation:/,
    when: (user, used) => namespaceOf(user) === text(used, "namespace"),
    why: "a pod is given its role as it starts",
  },
  {
    user: release,
    used: bucket,
    when: usesSame,
    why: "a bucket is closed and encrypted before anything is put into it",
  },
  {
    user: release,
    used: /^kubernetes:(core\/v1:(Secret|ConfigMap|ServiceAccount|ResourceQuota|LimitRange)|networking|scheduling|policy|snapshot)/,
    when: inSamePlace,
    why: "what its pods start with: secrets, priority, traffic",
  },
  {
    user: release,
    used: /^kubernetes:scheduling\.k8s\.io\/v1:PriorityClass$/,
    why: "pods of a class that is not there are refused",
  },
  {
    user: release,
    used: /^(aws:sqs\/|aws:cloudwatch\/event|aws:eks\/accessEntry:|aws:iam\/)/,
    when: (user) => chartOf(user) === "karpenter",
    why: "what tells Karpenter of nodes that go, and lets its own join",
  },
  {
    user: /^pulumi:providers:kubernetes$/,
    used: /^aws:vpc\/securityGroupIngressRule:/,
    why: "the API server's address is open to us",
  },
  {
    user: /^pulumi:providers:kubernetes$/,
    used: /^gcp:projects\/iAMMember:/,
    why: "whoever destroys the stack may reach the cluster until it is empty",
    atEnd: true,
  },
  {
    user: /^kubernetes:core\/v1:Namespace$/,
    used: pools,
    when: (_, used) => isUsable(used),
    why: "what takes finalizers off runs on nodes",
    atEnd: true,
  },
  {
    user: /^kubernetes:core\/v1:Namespace$/,
    used: /^kubernetes:/,
    when: (_, used) => staysUntilTheEnd(used),
    why: "nodes, load balancers and records are taken care of until the end",
    atEnd: true,
  },
];

function karpenters(_: Node, used: Node): boolean {
  return used.type.startsWith("kubernetes:karpenter.") || chartOf(used) === "karpenter";
}

/** True when a bucket's part is about what the user has in its inputs. */
function usesSame(user: Node, used: Node): boolean {
  const own = new Set([...user.data.values()].flat());
  return [used.urn, ...[...used.data.values()].flat()].some((urn) => own.has(urn));
}
