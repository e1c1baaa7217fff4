import type { Problem } from "../errors";
import type { Config, RawConfig } from "../parse";
import { endpointProblems } from "./endpoint";
import { peerNameProblems } from "./networks";
import { nodePoolProblems } from "./nodePools";
import { plainSecrets } from "./secrets";
import { versionProblems } from "./versions";

/** What a schema cannot say: a rule over a whole config. Every check runs, so that all problems come at once. */
export type Check = (config: Config, raw: RawConfig) => readonly Problem[];

/** Every check, in the order in which their problems are shown. */
export const checks: readonly Check[] = [
  versionProblems,
  endpointProblems,
  nodePoolProblems,
  peerNameProblems,
  plainSecrets,
];
