import type { GkeConfig } from "../clusters";
import type { Problem } from "../errors";

// Source: GKE, "Maintenance windows and exclusions", restrictions.
const leastHours = 48;
const inDays = 32;
const longestStandstillDays = 30;
const mostStandstills = 3;

const dayMs = 24 * 60 * 60 * 1000;

function windowProblems({ hours, days }: GkeConfig["maintenance"]): Problem[] {
  const aWeek = days.length === 0 ? 7 : new Set(days).size;
  const open = Math.floor((inDays / 7) * aWeek) * hours;
  if (open >= leastHours) return [];
  const allowed = `more days or hours: GKE wants ${leastHours} hours open in any ${inDays} days, these are ${open}`;
  return [{ path: ["cluster", "maintenance", "days"], found: days.join(", "), allowed }];
}

function exclusionProblems({ exclusions }: GkeConfig["maintenance"]): Problem[] {
  const problems = exclusions.flatMap(({ start, end, scope }, index): Problem[] => {
    const days = (Date.parse(end) - Date.parse(start)) / dayMs;
    const path = ["cluster", "maintenance", "exclusions", index, "end"];
    if (days <= 0) return [{ path, found: end, allowed: `a time after its start, ${start}` }];
    if (scope !== "no-upgrades" || days <= longestStandstillDays) return [];
    return [{ path, found: end, allowed: `at most ${longestStandstillDays} days after the start with no-upgrades` }];
  });
  const standstills = exclusions.filter(({ scope }) => scope === "no-upgrades").length;
  if (standstills > mostStandstills)
    problems.push({
      path: ["cluster", "maintenance", "exclusions"],
      found: `${standstills} with no-upgrades`,
      allowed: `at most ${mostStandstills} with no-upgrades`,
    });
  return problems;
}

/** Maintenance windows and exclusions that GKE refuses. */
export function maintenanceProblems({ maintenance }: GkeConfig): Problem[] {
  return [...windowProblems(maintenance), ...exclusionProblems(maintenance)];
}
