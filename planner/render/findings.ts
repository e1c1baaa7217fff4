import type { Finding, Plan } from "../plan";
import type { Planned } from "../several";
import { nameIn } from "./groups";
import { findingCounts } from "./headline";
import type { Paint, Style } from "./style";
import { wrap } from "./text";

export const severityOrder: readonly Finding["severity"][] = ["error", "warning", "info"];

const marks: Readonly<Record<Finding["severity"], (paint: Paint) => string>> = {
  error: ({ red }) => red("✖ error  "),
  warning: ({ yellow }) => yellow("▲ warning"),
  info: ({ cyan }) => cyan("● info   "),
};

/** A plan's findings, the gravest first, then by rule and resource. */
export function sortedFindings({ findings }: Plan): readonly Finding[] {
  const key = ({ severity, rule, urn }: Finding) => `${severityOrder.indexOf(severity)} ${rule} ${urn}`;
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A plan's findings as a terminal shows them, each with what to change; waived ones with their reason. */
export function findingLines(stack: Planned, { width, paint }: Style): readonly string[] {
  const { plan } = stack;
  if (plan.findings.length + plan.waived.length === 0) return [];
  const body = (text: string) => wrap(text, width - 4).map((line) => `    ${line}`);
  const lines = [`${paint.bold("Findings")}  ${findingCounts(stack)}`];
  for (const finding of sortedFindings(plan)) {
    lines.push(`${marks[finding.severity](paint)} ${paint.bold(finding.rule)}  ${nameIn(plan, finding.urn)}`);
    lines.push(...body(finding.message));
    const [first = "", ...more] = body(`Fix: ${finding.fix}`);
    lines.push(paint.green(first), ...more.map(paint.green));
  }
  for (const { rule, urn, reason } of plan.waived) {
    lines.push(paint.dim(`○ waived  ${rule}  ${nameIn(plan, urn)}`), ...body(reason).map(paint.dim));
  }
  return lines;
}
