import type { Plan } from "../plan";
import { nameOf, type PlannedResource } from "../resource";

/** The sections of a platform, as people think of it, in the order of building it. */
export const sections = [
  { id: "network", title: "Network" },
  { id: "cluster", title: "Cluster" },
  { id: "nodePools", title: "Node pools" },
  { id: "identity", title: "Identity and storage" },
  { id: "addons", title: "Add-ons" },
  { id: "tenants", title: "Tenants" },
  { id: "delivery", title: "Delivery" },
  { id: "other", title: "Other" },
] as const;

export type Section = (typeof sections)[number]["id"];

/** Where a resource stands: a section, and within it a part such as `Encryption` or an add-on's name. */
export interface Place {
  readonly section: Section;
  readonly part?: string;
}

type Rule = readonly [pattern: RegExp, place: Place];

const network: Place = { section: "network" };
const nodePools: Place = { section: "nodePools" };
const apis: Place = { section: "cluster", part: "Cloud APIs" };
const controlPlane: Place = { section: "cluster", part: "Control plane" };
const system: Place = { section: "cluster", part: "System add-ons" };
const logs: Place = { section: "cluster", part: "Logs" };
const encryption: Place = { section: "cluster", part: "Encryption" };
const access: Place = { section: "cluster", part: "Access" };
const identity: Place = { section: "identity", part: "Identity" };
const storage: Place = { section: "identity", part: "Storage" };

const addonType = "kubernetes-architect:addons:Addon";

// Our own components by their type, the nearest one that a line here knows.
const byComponent: readonly Rule[] = [
  [/^kubernetes-architect:clusters:.*(Network|Vpc|Peering|Endpoints?)$/, network],
  [/^kubernetes-architect:clusters:.*(NodePools?|NodeGroups?|Nodes|Autoscaling)$/, nodePools],
  [/^kubernetes-architect:clusters:.*(Encryption|Keys?)$/, encryption],
  [/^kubernetes-architect:clusters:.*(Access|Entries|Admins?)$/, access],
  [/^kubernetes-architect:clusters:.*(Bucket|ObjectStore|Storage|StorageClass(es)?|Snapshots?)$/, storage],
  [/^kubernetes-architect:clusters:.*(Identity|Identities|Grants?|Permissions)$/, identity],
  [/^kubernetes-architect:clusters:.*ControlPlane$/, controlPlane],
  [/^kubernetes-architect:clusters:.*(Logs?|Audit|Monitoring)$/, logs],
  [/^kubernetes-architect:tenants:/, { section: "tenants" }],
  [/^kubernetes-architect:(delivery|gitops):/, { section: "delivery" }],
];

// Resources that stand directly under the cluster, by their type token; the first line that fits.
const byType: readonly Rule[] = [
  [/^pulumi:providers:/, access],
  [/^aws:(sqs\/|cloudwatch\/event|ec2\/launchTemplate|autoscaling\/|eks\/(nodeGroup|fargateProfile))/, nodePools],
  [/^aws:eks\/addon:/, system],
  [/^aws:(eks\/podIdentityAssociation|iam)/, identity],
  [/^aws:kms\//, encryption],
  [/^aws:eks\/access/, access],
  [/^aws:cloudwatch\//, logs],
  [/^(aws:eks\/cluster|eks:index:Cluster$)/, controlPlane],
  [/^aws:(ec2|vpc|route53)/, network],
  [/^aws:s3\//, storage],
  [/^azure-native:containerservice.*:AgentPool$/, nodePools],
  [/^azure-native:containerservice/, controlPlane],
  [/^azure-native:(keyvault|compute.*:DiskEncryptionSet$)/, encryption],
  [/^azure-native:(network|privatedns)/, network],
  [/^azure-native:storage/, storage],
  [/^azure-native:authorization.*:ManagementLock/, access],
  [/^azure-native:(managedidentity|authorization)/, identity],
  [/^azure-native:(operationalinsights|insights|monitor)/, logs],
  [/^azure-native:(resources|security)/, controlPlane],
  [/^gcp:projects\/service:/, apis],
  [/^gcp:container\/nodePool:/, nodePools],
  [/^gcp:(projects\/iAMAuditConfig|logging\/|monitoring\/)/, logs],
  [/^gcp:container\//, controlPlane],
  [/^gcp:kms\//, encryption],
  [/^gcp:(serviceaccount|projects|organizations)\/|^gcp:.*I[Aa][Mm](Member|Binding):/, identity],
  [/^gcp:(compute|dns|servicenetworking)\//, network],
  [/^gcp:(storage|gkebackup)\//, storage],
  [/^kubernetes:karpenter\./, nodePools],
  [/^kubernetes:(snapshot\.)?storage\.k8s\.io\//, storage],
  [/^kubernetes:/, access],
];

const unplaced: Place = { section: "other" };

function matching(rules: readonly Rule[], type: string): Place | undefined {
  return rules.find(([pattern]) => pattern.test(type))?.[1];
}

/** What decides a resource's place: a planned one has it, and one that the engine is working on. */
export type Placeable = Pick<PlannedResource, "type" | "name" | "parent">;

/** A resource's components, the nearest first. */
export function* ancestors<T extends Placeable>(resource: T, byUrn: ReadonlyMap<string, T>): Generator<T> {
  let urn = resource.parent;
  while (urn !== null) {
    const parent = byUrn.get(urn);
    if (parent === undefined) return;
    yield parent;
    urn = parent.parent;
  }
}

/** The add-on that a resource belongs to, if it belongs to one. */
export function addonOf(resource: Placeable, byUrn: ReadonlyMap<string, Placeable>): string | undefined {
  const chain = [resource, ...ancestors(resource, byUrn)];
  return chain.find(({ type }) => type === addonType)?.name;
}

/** Where a resource stands. */
export function placeOf(resource: Placeable, byUrn: ReadonlyMap<string, Placeable>): Place {
  const addon = addonOf(resource, byUrn);
  if (addon !== undefined) return { section: "addons", part: addon };
  for (const component of ancestors(resource, byUrn)) {
    const place = matching(byComponent, component.type);
    if (place !== undefined) return place;
  }
  return matching(byType, resource.type) ?? unplaced;
}

/** True for what a cloud or a cluster makes; false for a component of ours, which only groups. */
export function isReal({ type }: Pick<PlannedResource, "type">): boolean {
  return !type.startsWith("kubernetes-architect:");
}

/** A plan's resources by their urn. */
export function byUrn(plan: Plan): ReadonlyMap<string, PlannedResource> {
  return new Map(plan.resources.map((resource) => [resource.urn, resource]));
}

/** Some of a section's resources: those of one part, or those that stand in the section itself. */
export interface Part {
  readonly title: string | undefined;
  readonly resources: readonly PlannedResource[];
}

/** A section with everything in it. Sections without resources are left out. */
export interface Group {
  readonly id: Section;
  readonly title: string;
  readonly count: number;
  readonly parts: readonly Part[];
}

const partOrder = [
  undefined,
  "Cloud APIs",
  "Control plane",
  "System add-ons",
  "Encryption",
  "Access",
  "Logs",
  "Identity",
  "Storage",
];

function partRank(part: string | undefined): string {
  const known = partOrder.indexOf(part);
  return known < 0 ? `z${part}` : `a${known}`;
}

/** A plan's resources in groups. Every one of them is in exactly one part of one group. */
export function groupsOf(plan: Plan): readonly Group[] {
  const index = byUrn(plan);
  const placed = plan.resources.filter(isReal).map((resource) => ({ resource, ...placeOf(resource, index) }));
  return sections.flatMap(({ id, title }) => {
    const own = placed.filter(({ section }) => section === id);
    const titles = [...new Set(own.map(({ part }) => part))].sort((a, b) => (partRank(a) < partRank(b) ? -1 : 1));
    const parts = titles.map((part) => ({
      title: part,
      resources: own.filter((it) => it.part === part).map(({ resource }) => resource),
    }));
    return own.length === 0 ? [] : [{ id, title, count: own.length, parts }];
  });
}

/** A resource's name by its urn, for a finding that may speak of the stack as a whole. */
export function nameIn(plan: Plan, urn: string): string {
  return plan.resources.find((resource) => resource.urn === urn)?.name ?? (nameOf(urn) || plan.stack);
}
