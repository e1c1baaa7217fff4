import { kubernetesVersions, type SupportWindow } from "../components/versions";
import type { Breach, Rule, RuleContext } from "./rule";

const warnDays = 60;

function daysFrom(today: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}

function judge(version: string, window: SupportWindow, extended: boolean, today: string): readonly Breach[] {
  const left = daysFrom(today, window.until);
  if (left > warnDays) return [];
  if (left >= 0)
    return [
      {
        severity: "warning",
        message: `standard support of Kubernetes ${version} ends on ${window.until}, in ${left} days`,
      },
    ];
  const further = window.extendedUntil === undefined ? -1 : daysFrom(today, window.extendedUntil);
  if (extended && further >= 0) {
    return [
      {
        severity: "warning",
        message: `Kubernetes ${version} is in extended support, which costs extra, until ${window.extendedUntil}`,
      },
    ];
  }
  return [{ message: `support of Kubernetes ${version} ended on ${window.until}` }];
}

// EKS keeps a cluster past standard support only under the EXTENDED upgrade policy.
function isExtended({ resources }: RuleContext): boolean {
  const cluster = resources.find(({ type }) => type === "eks:index:Cluster");
  const policy = cluster?.inputs.upgradePolicy as { readonly supportType?: string } | undefined;
  return policy?.supportType === "EXTENDED";
}

export const supportWindow: Rule = {
  id: "kubernetes-support-window",
  summary: "The cluster's Kubernetes version is in its support window for another two months at least.",
  severity: "error",
  fix: "Raise cluster.version by one minor.",
  standards: ["CKV_AWS_339"],
  profiles: ["production", "development", "ephemeral"],
  types: ["kubernetes-architect:index:Platform"],
  check(_platform, context): readonly Breach[] {
    const { cloud, version } = context.config.cluster;
    const windows: Readonly<Record<string, SupportWindow>> = kubernetesVersions[cloud];
    const window = windows[version];
    return window === undefined ? [] : judge(version, window, isExtended(context), context.today);
  },
};
