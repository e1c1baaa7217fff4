import type { Profile } from "../components/config/clusters/common";
import type { Config } from "../components/config/parse";
import type { PlannedResource } from "../planner/resource";

export type Severity = "error" | "warning" | "info";

/** What a rule may look at besides the resource itself. */
export interface RuleContext {
  readonly config: Config;
  readonly resources: readonly PlannedResource[];
  /** The day to judge support windows by, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** What a rule found wrong with one resource. */
export interface Breach {
  readonly message: string;
  /** What to change, where it is not the rule's own fix. */
  readonly fix?: string;
  /** Less or more than the rule's own severity. */
  readonly severity?: Severity;
}

/** A rule on resources: data with one check, so that a plan, a policy pack and an audit can all run it. */
export interface Rule {
  readonly id: string;
  /** What holds when the rule is kept, as a sentence. */
  readonly summary: string;
  readonly severity: Severity;
  /** What to do about it, as a sentence. */
  readonly fix: string;
  /** The names under which security reviews know it: checkov (CKV), CIS benchmarks, trivy. */
  readonly standards: readonly string[];
  /** The profiles in which it is held to its severity; in the others it is only mentioned (info). */
  readonly profiles: readonly Profile[];
  readonly types: readonly string[];
  check(resource: PlannedResource, context: RuleContext): readonly Breach[];
}

/** One thing a plan was found to do that it should not. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly urn: string;
  readonly message: string;
  readonly fix: string;
}

/** A finding that the config accepts, with its reason. */
export interface WaivedFinding extends Finding {
  readonly reason: string;
}

/** A check that says one thing or nothing. */
export function breach(holds: boolean, message: string): readonly Breach[] {
  return holds ? [] : [{ message }];
}
