import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/parse";
import type { Cluster } from "../cluster";
import { GkeCluster } from "./cluster";
import { createProvider } from "./provider";
import { siteOf } from "./site";

/** Makes a cluster on Google Kubernetes Engine. */
export function createCluster(config: Config, parent: pulumi.ComponentResource): Cluster {
  if (config.cluster.cloud !== "gke") throw new Error(`not a cluster on GKE: ${config.cluster.cloud}`);
  const site = siteOf(config, config.cluster);
  return new GkeCluster(site, createProvider(site, parent), parent);
}
