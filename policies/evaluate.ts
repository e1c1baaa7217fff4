import type { Config } from "../components/config/parse";
import type { PlannedResource } from "../planner/resource";
import { rules } from "./index";
import type { Finding, Rule, RuleContext, Severity, WaivedFinding } from "./rule";
import { isFor, unusedWaivers } from "./waivers";

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

function bySeverity(a: Finding, b: Finding): number {
  const [first, second] = [a, b].map((it) => `${order.indexOf(it.severity)} ${it.rule} ${it.urn} ${it.message}`);
  return String(first) < String(second) ? -1 : 1;
}

/**
 * Runs every rule on a plan's resources. A waiver that is for none of their findings is a finding itself.
 * @param today the day to judge support windows by, as `YYYY-MM-DD`
 */
export function evaluate(config: Config, resources: readonly PlannedResource[], today: string): Findings {
  const context = { config, resources, today };
  const all = rules.flatMap((rule) => findingsOf(rule, context)).sort(bySeverity);
  const { waivers } = config.policies;
  const waiverFor = (finding: Finding) => waivers.find((waiver) => isFor(waiver, finding));
  const ruleIds = rules.map(({ id }) => id);
  const open = all.filter((finding) => waiverFor(finding) === undefined);
  return {
    findings: [...open, ...unusedWaivers(waivers, all, { ruleIds, resources })].sort(bySeverity),
    waived: all.flatMap((finding) => {
      const waiver = waiverFor(finding);
      return waiver === undefined ? [] : [{ ...finding, reason: waiver.reason }];
    }),
  };
}
