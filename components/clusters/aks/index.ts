import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/parse";
import type { Cluster } from "../cluster";

/** Makes a cluster on aks. */
export function createCluster(_config: Config, _parent: pulumi.ComponentResource): Cluster {
  throw new Error("to be written");
}
