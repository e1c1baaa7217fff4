import type { z } from "zod";
import { aksCluster, aksProfiles } from "./aks";
import type { Cloud, ProfileDefaults } from "./common";
import { eksCluster, eksProfiles } from "./eks";
import { existingCluster, existingProfiles } from "./existing";
import { gkeCluster, gkeProfiles } from "./gke";

export type EksConfig = z.output<typeof eksCluster>;
export type AksConfig = z.output<typeof aksCluster>;
export type GkeConfig = z.output<typeof gkeCluster>;
export type ExistingConfig = z.output<typeof existingCluster>;
export type ClusterConfig = EksConfig | AksConfig | GkeConfig | ExistingConfig;

/** The schema of `cluster` on each cloud. */
export const clusterSchemas = { eks: eksCluster, aks: aksCluster, gke: gkeCluster, existing: existingCluster } as const;

/** What each profile changes of the schema's defaults, on each cloud. */
export const clusterProfiles: Readonly<Record<Cloud, ProfileDefaults>> = {
  eks: eksProfiles,
  aks: aksProfiles,
  gke: gkeProfiles,
  existing: existingProfiles,
};
