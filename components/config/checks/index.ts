import type { Problem } from "../errors";
import { lifetimeProblems } from "../lifetime";
import type { Config, RawConfig } from "../parse";
import { aksNetworks, aksProblems } from "./aks";
import { eksNetworks, eksProblems } from "./eks";
import { endpointProblems } from "./endpoint";
import { existingProblems } from "./existing";
import { gitopsProblems } from "./gitops";
import { gkeNetworks, gkeProblems } from "./gke";
import { type NamedNetwork, overlapProblems, peerNameProblems } from "./networks";
import { nodePoolProblems } from "./nodePools";
import { plainSecrets } from "./secrets";
import { versionProblems } from "./versions";
import { virtualProblems } from "./virtual";

/** What a schema cannot say: a rule over a whole config. Every check runs, so that all problems come at once. */
export type Check = (config: Config, raw: RawConfig) => readonly Problem[];

function networksOf({ cluster }: Config): readonly NamedNetwork[] {
  switch (cluster.cloud) {
    case "eks":
      return eksNetworks(cluster);
    case "aks":
      return aksNetworks(cluster);
    case "gke":
      return gkeNetworks(cluster);
    case "existing":
      return [];
  }
}

/** Every check, in the order in which their problems are shown. A cloud's own say nothing on another cloud. */
export const checks: readonly Check[] = [
  versionProblems,
  endpointProblems,
  nodePoolProblems,
  peerNameProblems,
  (config) => overlapProblems(config, networksOf(config)),
  eksProblems,
  aksProblems,
  gkeProblems,
  existingProblems,
  virtualProblems,
  gitopsProblems,
  lifetimeProblems,
  plainSecrets,
];
