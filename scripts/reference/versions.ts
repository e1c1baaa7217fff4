import { clouds } from "../../components/config/clusters/common";
import {
  busybox,
  charts,
  clusterAutoscalerImages,
  eksAddons,
  gkeChannels,
  kubernetesVersions,
  type SupportWindow,
  veleroPlugins,
} from "../../components/versions";
import { code, page, table } from "./markdown";

const names: Readonly<Record<(typeof clouds)[number], string>> = {
  eks: "Amazon EKS",
  aks: "Azure AKS",
  gke: "Google GKE",
  existing: "a cluster of other origin",
};

function support(): string {
  const rows = clouds.flatMap((cloud) =>
    Object.entries<SupportWindow>(kubernetesVersions[cloud]).map(([version, { until, extendedUntil }]) => [
      names[cloud],
      version,
      until,
      extendedUntil ?? "–",
    ]),
  );
  return table(["cloud", "Kubernetes", "supported until", "for an extra charge until"], rows);
}

function channels(): string {
  return table(
    ["release channel", "oldest", "newest"],
    Object.entries(gkeChannels).map(([channel, { oldest, newest }]) => [code(channel), oldest, newest]),
  );
}

function chartPins(): string {
  return table(
    ["chart", "version", "repository"],
    Object.values(charts)
      .toSorted((a, b) => (`${a.repository} ${a.chart}` < `${b.repository} ${b.chart}` ? -1 : 1))
      .map(({ chart, version, repository }) => [code(chart), version, code(repository)]),
  );
}

function eksAddonTable(): string {
  const rows = Object.entries(eksAddons);
  const addons = Object.keys(rows[0]?.[1] ?? {}) as (keyof (typeof eksAddons)["1.35"])[];
  return table(
    ["EKS add-on", ...rows.map(([minor]) => minor)],
    addons.toSorted().map((addon) => [code(addon), ...rows.map(([, versions]) => versions[addon])]),
  );
}

function images(): string {
  return table(
    ["image", "tag"],
    [
      ...Object.entries(veleroPlugins).map(([plugin, tag]) => [code(`velero/${plugin}`), tag]),
      [code("busybox"), busybox],
      ...Object.entries(clusterAutoscalerImages).map(([minor, tag]) => [
        `${code("autoscaling/cluster-autoscaler")} on Kubernetes ${minor}`,
        tag,
      ]),
    ],
  );
}

/** The page of every version that is pinned. */
export function versionsPage(): string {
  return page("Versions reference", "components/versions.ts", [
    "Every version that this project pins. Each has its source in `components/versions.ts`, the only place where a version stands.",
    "## Kubernetes",
    "The minors that a stack may name with `cluster.version`. Two months before the end of a minor's support a plan warns, and after it a plan has an error: see the rule [`kubernetes-support-window`](findings.md#kubernetes-support-window). The clouds move these dates at times; theirs are the ones that count.",
    support(),
    "On GKE the release channel has to offer the minor as well:",
    channels(),
    "## Charts",
    "The version of an add-on's main chart can be set with its option `version`.",
    chartPins(),
    "## EKS add-ons",
    "Each can be set with `cluster.addonVersions`.",
    eksAddonTable(),
    "## Images",
    "Images that no chart's version says.",
    images(),
  ]);
}
