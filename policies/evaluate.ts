import type { Config } from "../components/config/parse";
import type { WaiverConfig } from "../components/config/schema";
import type { PlannedResource } from "../planner/resource";
import { rules } from "./index";
import type { Finding, Rule, RuleContext, Severity, WaivedFinding } from "./rule";

/** A plan's findings: what is wrong, and what the config accepts with a reason. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
}

const order: readonly Severity[] = ["error", "warning", "info"];

function findingsOf(rule: Rule, context: RuleContext): Finding[] {
  const held = rule.profiles.includes(context.config.cluster.profile);
  const resources = context.resources.filter(({ type }) => rule.types.includes(type));
  return resources.flatMap((resource) =>
    rule.check(resource, context).map((breach) => ({
      rule: rule.id,
      severity: held ? (breach.severity ?? rule.severity) : ("info" as const),
      urn: resource.urn,
      message: breach.message,
      fix: breach.fix ?? rule.fix,
    })),
  );
}

function waiverFor(finding: Finding, waivers: readonly WaiverConfig[]): WaiverConfig | undefined {
  return waivers.find(
    ({ rule, resource }) => rule === finding.rule && (resource === undefined || finding.urn.endsWith(`::${resource}`)),
  );
}

function bySeverity(a: Finding, b: Finding): number {
  const [first, second] = [a, b].map((it) => `${order.indexOf(it.severity)} ${it.rule} ${it.urn} ${it.message}`);
  return String(first) < String(second) ? -1 : 1;
}

/**
 * Runs every rule on a plan's resources.
 * @param today the day to judge support windows by, as `YYYY-MM-DD`
 */
export function evaluate(config: Config, resources: readonly PlannedResource[], today: string): Findings {
  const context = { config, resources, today };
  const all = rules.flatMap((rule) => findingsOf(rule, context)).sort(bySeverity);
  const { waivers } = config.policies;
  return {
    findings: all.filter((finding) => waiverFor(finding, waivers) === undefined),
    waived: all.flatMap((finding) => {
      const waiver = waiverFor(finding, waivers);
      return waiver === undefined ? [] : [{ ...finding, reason: waiver.reason }];
    }),
  };
}
