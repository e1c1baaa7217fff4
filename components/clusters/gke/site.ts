import type { GkeConfig } from "../../config/clusters";
import { isZonal, zonesOf } from "../../config/clusters/gkeRegions";
import type { Config } from "../../config/parse";
import { clusterNameOf } from "./names";

/** What every part of a GKE cluster is made from: the config, and what follows from it. */
export interface GkeSite {
  readonly config: GkeConfig;
  /** The cluster's name, which the names of its parts start with. */
  readonly name: string;
  readonly project: string;
  readonly region: string;
  /** Where the control plane is: a region, or a zone for a zonal cluster. */
  readonly location: string;
  readonly zonal: boolean;
  /** The zones of the nodes. */
  readonly zones: readonly string[];
  readonly autopilot: boolean;
  /** True for what must not be lost: production. */
  readonly protect: boolean;
  /** The ports on which the API server calls pods. */
  readonly webhookPorts: readonly number[];
  /** True when an add-on may ask for a key of its own. */
  readonly workloadKeys: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

// Label values take lower-case letters, digits, '-' and '_', 63 at most. Source: "Requirements for labels".
const labelValue = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "-")
    .slice(0, 63);

/** Works out what follows from a config. */
export function siteOf(config: Config, cluster: GkeConfig): GkeSite {
  const zones = zonesOf(cluster);
  const zonal = isZonal(cluster);
  return {
    config: cluster,
    name: cluster.name ?? clusterNameOf(config.stack),
    project: cluster.project,
    region: cluster.region,
    location: zonal ? (zones[0] ?? cluster.region) : cluster.region,
    zonal,
    zones,
    autopilot: cluster.mode === "autopilot",
    webhookPorts: config.webhookPorts,
    workloadKeys: config.addons.vault !== undefined,
    protect: cluster.profile === "production",
    labels: { ...config.tags, stack: labelValue(config.stack), "managed-by": "kubernetes-architect" },
  };
}
