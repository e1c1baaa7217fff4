import { profiles } from "../../components/config/clusters/common";
import { rules } from "../../policies";
import type { Rule } from "../../policies/rule";
import { code, codes, page, plain, table } from "./markdown";

function heldIn({ profiles: held }: Rule): string {
  return held.length === profiles.length ? "every profile" : held.join(", ");
}

function overview(): string {
  return table(
    ["rule", "severity", "held to it in", "what holds"],
    rules.map((rule) => [`[${code(rule.id)}](#${rule.id})`, rule.severity, heldIn(rule), plain(rule.summary)]),
  );
}

function section(rule: Rule): readonly string[] {
  return [
    `### ${rule.id}`,
    rule.summary,
    table(
      ["", ""],
      [
        ["severity", `${rule.severity} in ${heldIn(rule)}`],
        ["what to do", plain(rule.fix)],
        ["looks at", codes(rule.types)],
        ["known as", rule.standards.length === 0 ? "–" : plain(rule.standards.join(", "))],
      ],
    ),
  ];
}

/** The page of the rules that plans are held to. */
export function findingsPage(): string {
  return page("Findings reference", "policies/", [
    "What a plan is checked for. In the profiles named, a broken rule is a finding of the severity given; in the others it is mentioned as `info`. An error makes `architect plan` end with status 1. How to accept one is told in [Findings and waivers](../findings.md).",
    "The names in the last row of each rule are those under which checkov (CKV), trivy (AWS, AZU, GCP, KSV), the CIS benchmarks (CIS) and hardeneks (HE) know the same thing.",
    overview(),
    "## Rules",
    ...rules.flatMap(section),
  ]);
}
