import { reach } from "../../simulator/inputs";
import { definesGroup, groupOf as groupOfType } from "../../simulator/models";
import type { Graph, Node } from "./graph";

/** The text at a dotted path of a resource's inputs; empty when there is none. */
export function text({ inputs }: Node, path: string): string {
  const [value] = reach(inputs, path);
  return typeof value === "string" ? value : "";
}

/** The namespace that an object or a release is in; empty for what is in none. */
export function namespaceOf(node: Node): string {
  return text(node, "metadata.namespace") || (chartOf(node) === "" ? "" : text(node, "namespace"));
}

/** A release's chart without the repository's address; empty for what is no release. */
export function chartOf(node: Node): string {
  return node.type === "kubernetes:helm.sh/v3:Release" ? (text(node, "chart").split("/").at(-1) ?? "") : "";
}

/** The API group of what is in a cluster; empty for anything else. */
export function groupOf({ type }: Node): string {
  return type.startsWith("kubernetes:") ? groupOfType(type) : "";
}

/** True when a release brings the definitions of a group. */
export function defines(release: Node, group: string): boolean {
  return definesGroup(release, group);
}

/** True when a release's values switch on monitors or rules of Prometheus. */
export function monitors({ inputs }: Node): boolean {
  return switchedOn(inputs.values, /monitor|prometheusRule/i);
}

function switchedOn(tree: unknown, name: RegExp): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  return Object.entries(tree).some(([key, value]) => {
    const isOn = (value as { enabled?: unknown } | null)?.enabled === true;
    return (name.test(key) && isOn) || switchedOn(value, name);
  });
}

/** True when a release's pods have volumes. */
export function keepsData(release: Node): boolean {
  return claims(release.inputs.values);
}

function claims(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  return Object.entries(tree).some(([key, value]) => {
    const isOn = (value as { enabled?: unknown } | null)?.enabled === true;
    return key === "volumeClaimTemplate" || (/^persisten(ce|tVolume)$/.test(key) && isOn) || claims(value);
  });
}

const identity = /^(aws:iam\/role:|azure-native:managedidentity:UserAssignedIdentity$|gcp:serviceaccount\/account:)/;

/** The identities that something acts as, or that it is about. */
export function actsAs(node: Node, graph: Graph): readonly string[] {
  const own = [...node.data.values()].flat().filter((urn) => identity.test(graph.get(urn)?.type ?? ""));
  return [...own, ...rolesOf(node, graph)];
}

/** The roles that EKS gives to the pods of a release's namespace. */
export function rolesOf(node: Node, graph: Graph): readonly string[] {
  const namespace = chartOf(node) === "" ? "" : namespaceOf(node);
  if (namespace === "") return [];
  const associations = [...graph.values()].filter(
    (one) => one.type.startsWith("aws:eks/podIdentityAssociation:") && text(one, "namespace") === namespace,
  );
  return associations.flatMap(({ data }) => data.get("roleArn") ?? []);
}

/** The keys of Google Cloud that something is encrypted with, or that it is about. */
export function encrypts({ data }: Node): readonly string[] {
  return [...data.values()].flat().filter((urn) => urn.includes("gcp:kms/cryptoKey:"));
}

/** True for a pool that always has nodes that any pod may run on. */
export function isUsable({ inputs }: Node): boolean {
  const taints = [inputs.taints, inputs.nodeTaints, reach(inputs, "nodeConfig.taints")[0]].flat().filter(Boolean);
  const least = ["scalingConfig.minSize", "minCount", "autoscaling.totalMinNodeCount"].flatMap((path) =>
    reach(inputs, path).filter((value) => value !== undefined),
  );
  return taints.length === 0 && least.every((count) => count !== 0);
}

/** True when two resources belong to the same add-on: both are of one component. */
export function inSamePlace(user: Node, used: Node): boolean {
  return user.parent !== undefined && user.parent === used.parent;
}

export function endsIn(whole: string, end: string): boolean {
  return end !== "" && whole.endsWith(end);
}
