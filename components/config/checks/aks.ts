import type { AksConfig, ClusterConfig } from "../clusters";
import { aksRegions } from "../clusters/aksRegions";
import type { Problem } from "../errors";
import type { Config, RawConfig } from "../parse";
import { aksNetworkProblems } from "./aksNetwork";
import { aksPoolProblems } from "./aksPools";
import type { NamedNetwork } from "./networks";
import { unless } from "./unless";

type Rule = (cluster: AksConfig) => readonly Problem[];

const zones: Rule = ({ region, zones }) =>
  unless(
    zones.length === 0 || aksRegions[region]?.zones !== false,
    ["zones"],
    `zones ${zones.join(", ")} in ${region}`,
    `none ([]), since ${region} has no availability zones`,
  );

const natZone: Rule = ({ region, network }) =>
  unless(
    network.nat.zone === undefined || aksRegions[region]?.zones !== false,
    ["network", "nat", "zone"],
    `zone ${network.nat.zone} in ${region}`,
    `none, since ${region} has no availability zones`,
  );

const disks: Rule = ({ region, diskRedundancy }) =>
  unless(
    diskRedundancy === "local" || aksRegions[region]?.zones !== false,
    ["diskRedundancy"],
    `zone in ${region}`,
    `local, since ${region} has no availability zones`,
  );

const objects: Rule = ({ region, objectRedundancy }) => {
  const offered = aksRegions[region];
  const fits = objectRedundancy === "local" || (objectRedundancy === "zone" ? offered?.zones : offered?.pair);
  const allowed = offered?.zones === true ? "zone or local" : "local";
  const why = offered?.zones === true ? "no paired region with this redundancy" : "no availability zones";
  return unless(
    fits !== false,
    ["objectRedundancy"],
    `${objectRedundancy} in ${region}`,
    `${allowed}, since ${region} has ${why}`,
  );
};

const upgrades: Rule = ({ autoUpgrade: { channel, nodeOs } }) =>
  unless(
    channel !== "nodeImage" || nodeOs === "nodeImage",
    ["autoUpgrade", "nodeOs"],
    nodeOs,
    "nodeImage, which the channel nodeImage implies",
  );

const needsWorkspace: Rule = ({ monitoring }) =>
  (["containerInsights", "defender"] as const).flatMap((name) =>
    unless(
      monitoring.logAnalytics || !monitoring[name],
      ["monitoring", name],
      "true without logAnalytics",
      "false, or logAnalytics: true, which it writes to",
    ),
  );

const windows: Rule = ({ maintenance }) =>
  maintenance.notOn.flatMap(({ start, end }, index) =>
    unless(start <= end, ["maintenance", "notOn", index], `${start} to ${end}`, "a first day before the last one"),
  );

const rules: readonly Rule[] = [
  zones,
  natZone,
  disks,
  objects,
  upgrades,
  needsWorkspace,
  windows,
  aksNetworkProblems,
  aksPoolProblems,
];

/** What the schema of a cluster on AKS cannot say. */
export function aksProblems(config: Config, _raw: RawConfig): readonly Problem[] {
  const { cluster } = config;
  return cluster.cloud === "aks" ? rules.flatMap((rule) => rule(cluster)) : [];
}

/** The networks of a cluster on AKS, none of which may overlap another; empty on other clouds. */
export function aksNetworks(cluster: ClusterConfig): readonly NamedNetwork[] {
  if (cluster.cloud !== "aks") return [];
  const { cidr, podCidr, serviceCidr } = cluster.network;
  return [
    { path: ["cluster", "network", "cidr"], name: "the virtual network", cidr },
    { path: ["cluster", "network", "podCidr"], name: "the pods' network", cidr: podCidr },
    { path: ["cluster", "network", "serviceCidr"], name: "the services' network", cidr: serviceCidr },
  ];
}
