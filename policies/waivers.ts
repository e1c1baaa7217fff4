import { nearest } from "../components/config/problems";
import type { WaiverConfig } from "../components/config/schema";
import type { PlannedResource } from "../planner/resource";
import type { Finding } from "./rule";

/** The rule id of a waiver that nothing needs. It can't be waived itself: the waiver is to be taken out. */
export const unusedWaiver = "unused-waiver";

/** True when a waiver is for a finding: of its rule, and on its resource where it names one. */
export function isFor({ rule, resource }: WaiverConfig, finding: Finding): boolean {
  return rule === finding.rule && (resource === undefined || finding.urn.endsWith(`::${resource}`));
}

interface Known {
  readonly ruleIds: readonly string[];
  readonly resources: readonly PlannedResource[];
}

const meantBe = (near: string | undefined) => (near === undefined ? "" : `${near}, or `);

/** What is wrong with a waiver that is for no finding: a name that is misspelt, or a reason that has gone. */
function explain({ rule, resource }: WaiverConfig, { ruleIds, resources }: Known): Pick<Finding, "message" | "fix"> {
  if (!ruleIds.includes(rule))
    return {
      message: `the waiver of ${rule} is for a rule that does not exist`,
      fix: `Write ${meantBe(nearest(rule, ruleIds))}the id of another rule under policies.waivers, or take the waiver out.`,
    };
  const names = resources.map(({ name }) => name);
  if (resource !== undefined && !names.includes(resource))
    return {
      message: `the waiver of ${rule} is for ${resource}, which is no resource of this stack`,
      fix: `Write ${meantBe(nearest(resource, names))}the name of another resource under policies.waivers, or take the waiver out.`,
    };
  return {
    message: `the waiver of ${rule} is for nothing: the rule is kept${resource === undefined ? "" : ` by ${resource}`}`,
    fix: "Take it out of policies.waivers: left there, it would hide the next breach.",
  };
}

/**
 * A warning for each waiver that is for no finding. A misspelt one accepts nothing, and one that has outlived its reason
 * would hide the next breach.
 * @param all every finding, waived or not
 */
export function unusedWaivers(waivers: readonly WaiverConfig[], all: readonly Finding[], known: Known): Finding[] {
  const urn = known.resources.find(({ type }) => type === "kubernetes-architect:index:Platform")?.urn ?? "";
  return waivers
    .filter((waiver) => !all.some((finding) => isFor(waiver, finding)))
    .map((waiver) => ({ rule: unusedWaiver, severity: "warning", urn, ...explain(waiver, known) }));
}
