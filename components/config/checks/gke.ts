import { gkeChannels, kubernetesVersions } from "../../versions";
import type { GkeConfig } from "../clusters";
import { gkeRegions } from "../clusters/gkeRegions";
import type { Path, Problem } from "../errors";
import type { Config, RawConfig } from "../parse";
import { nearest, oneOf, problemAt } from "../problems";
import { valueAt } from "../schemaWalk";
import { minorsAhead, parseVersion } from "../values/kubernetesVersion";
import { maintenanceProblems } from "./gkeMaintenance";
import { observabilityProblems } from "./gkeObservability";
import { poolProblems } from "./gkePools";
import { rangeProblems } from "./gkeRanges";
import type { NamedNetwork } from "./networks";

/** What is wrong with a GKE cluster's config beyond what the schema says. Empty for other clouds. */
export function gkeProblems({ cluster, addons }: Config, raw: RawConfig): readonly Problem[] {
  if (cluster.cloud !== "gke") return [];
  return [
    ...placementProblems(cluster),
    ...channelProblems(cluster),
    ...rangeProblems(cluster),
    ...poolProblems(cluster),
    ...autopilotProblems(cluster, raw),
    ...nodeExporterProblems(cluster, addons),
    ...maintenanceProblems(cluster),
    ...observabilityProblems(cluster),
    ...backupProblems(cluster),
  ];
}

/** The networks of a GKE cluster, none of which may overlap another one or a peer's. */
export function gkeNetworks({ network }: GkeConfig): readonly NamedNetwork[] {
  const at = (key: "cidr" | "podCidr" | "serviceCidr" | "controlPlaneCidr", name: string): NamedNetwork => ({
    path: ["cluster", "network", key],
    name,
    cidr: network[key],
  });
  return [
    at("cidr", "the nodes' subnet"),
    at("podCidr", "the pods' range"),
    at("serviceCidr", "the services' range"),
    at("controlPlaneCidr", "the control plane's range"),
  ];
}

function placementProblems(cluster: GkeConfig): Problem[] {
  const { region, zones } = cluster;
  const known = gkeRegions[region];
  if (known === undefined && zones === undefined) {
    const near = nearest(region, Object.keys(gkeRegions));
    return [
      {
        path: ["cluster", "region"],
        found: JSON.stringify(region),
        allowed:
          "a region such as europe-west1; one that is not known here needs its zones written under cluster.zones",
        ...(near === undefined ? {} : { nearest: near }),
      },
    ];
  }
  const allowed = known === undefined ? `a zone of ${region}, once` : `${oneOf(known)}, each once`;
  return (zones ?? []).flatMap((zone, index) => {
    const inRegion = known?.includes(zone) ?? zone.startsWith(`${region}-`);
    if (inRegion && zones?.indexOf(zone) === index) return [];
    return [problemAt({ cluster }, ["cluster", "zones", index], allowed)];
  });
}

function channelProblems({ version, releaseChannel }: GkeConfig): Problem[] {
  const { oldest, newest } = gkeChannels[releaseChannel];
  // A minor that GKE does not offer at all is told by the check of every cloud's versions.
  if (!Object.hasOwn(kubernetesVersions.gke, version)) return [];
  if (isWithin(version, oldest, newest)) return [];
  const others = Object.entries(gkeChannels)
    .filter(([, range]) => isWithin(version, range.oldest, range.newest))
    .map(([name]) => name);
  const elsewhere = others.length === 0 ? "" : ` (${version} is in ${oneOf(others)})`;
  const allowed = `${oldest} to ${newest} in the ${releaseChannel} channel${elsewhere}`;
  return [{ path: ["cluster", "version"], found: JSON.stringify(version), allowed }];
}

function isWithin(version: string, oldest: string, newest: string): boolean {
  const [at, from, to] = [parseVersion(version), parseVersion(oldest), parseVersion(newest)];
  if (at === undefined || from === undefined || to === undefined) return true;
  return minorsAhead(from, at) >= 0 && minorsAhead(at, to) >= 0;
}

// What Autopilot decides by itself: writing it would have no effect, so it is refused.
const standardOnly: readonly Path[] = [
  ["cluster", "nodePools"],
  ["cluster", "nodeAutoProvisioning"],
  ["cluster", "zones"],
  ["cluster", "network", "maxPodsPerNode"],
];

function autopilotProblems(cluster: GkeConfig, raw: RawConfig): Problem[] {
  if (cluster.mode !== "autopilot") return [];
  const written = standardOnly.filter((path) => valueAt(raw.values, path) !== undefined);
  const problems = written.map((path) => problemAt(raw.values, path, "nothing: Autopilot decides it by itself"));
  if (valueAt(raw.values, ["cluster", "location"]) === "zonal")
    problems.push({ path: ["cluster", "location"], found: '"zonal"', allowed: "regional: Autopilot has no other" });
  return problems;
}

// Its node exporter reads the host's folders and network. Source: GKE, "Autopilot security capabilities".
function nodeExporterProblems({ mode }: GkeConfig, addons: Config["addons"]): Problem[] {
  if (mode !== "autopilot" || addons.prometheus === undefined) return [];
  const allowed = "cluster.mode: standard, or no prometheus here: Autopilot has Google's managed Prometheus";
  return [{ path: ["addons", "prometheus"], found: "a cluster of mode autopilot", allowed }];
}

function backupProblems({ backup }: GkeConfig): Problem[] {
  if (!backup.enabled || backup.lockDays <= backup.retentionDays) return [];
  const allowed = `at most the ${backup.retentionDays} days of cluster.backup.retentionDays`;
  return [{ path: ["cluster", "backup", "lockDays"], found: String(backup.lockDays), allowed }];
}
