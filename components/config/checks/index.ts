import type { Problem } from "../errors";
import type { Config, RawConfig } from "../parse";
import { plainSecrets } from "./secrets";

/** What a schema cannot say: a rule over a whole config. Every check runs, so that all problems come at once. */
export type Check = (config: Config, raw: RawConfig) => readonly Problem[];

/** Every check, in the order in which their problems are shown. */
export const checks: readonly Check[] = [plainSecrets];
