import type * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../config/clusters/common";
import type { Config } from "../config/parse";
import type { Cluster } from "./cluster";

/** Makes the cluster of a config under a parent. */
export type CreateCluster = (config: Config, parent: pulumi.ComponentResource) => Cluster;

// Each cloud's folder imports its SDK, so a stack loads its own cloud's only.
const loaders: Readonly<Record<Cloud, () => Promise<{ readonly createCluster: CreateCluster }>>> = {
  eks: () => import("./eks"),
  aks: () => import("./aks"),
  gke: () => import("./gke"),
  existing: () => import("./existing"),
};

/** Loads what makes clusters on a cloud. */
export async function loadCloud(cloud: Cloud): Promise<CreateCluster> {
  const { createCluster } = await loaders[cloud]();
  return createCluster;
}
