import type { Problem } from "../errors";
import type { ApplicationConfig, GitopsConfig, RepositoryConfig } from "../gitops";
import type { Placed, Rule } from "./gitops";

// What Argo CD can do with an application and Flux cannot, so that nothing is promised that does not hold.

const isOci = ({ url }: RepositoryConfig) => url.startsWith("oci://");

/** True for what Helm installs, whose objects Helm itself removes. */
function isChart({ chart, values, valueFiles }: ApplicationConfig): boolean {
  return chart !== undefined || Object.keys(values).length + valueFiles.length > 0;
}

export const fluxRules: readonly Rule<Placed>[] = [
  ({ application, repository }) =>
    application.revision === "HEAD" && repository.kind === "git" && !isOci(repository)
      ? { at: ["revision"], allowed: "a branch such as main, a tag or a commit: Flux follows no default branch" }
      : undefined,
  ({ application, repository }) =>
    application.valueFiles.length > 0 && isOci(repository)
      ? { at: ["valueFiles"], found: "files with an OCI artifact", allowed: "values instead, with Flux" }
      : undefined,
  ({ application }) =>
    application.onDelete === "keep" && isChart(application)
      ? { at: ["onDelete"], found: '"keep" for a chart', allowed: "delete: Flux uninstalls a chart's release" }
      : undefined,
  ({ application }) =>
    !application.prune && isChart(application)
      ? { at: ["prune"], found: "false for a chart", allowed: "true: Helm removes what a chart no longer has" }
      : undefined,
  ({ application }) =>
    !application.selfHeal && !isChart(application)
      ? { at: ["selfHeal"], found: "false", allowed: "true, or false for a chart: Flux always puts the rest right" }
      : undefined,
  // An application is confined by Kubernetes' own roles, which know no patterns.
  ({ application }) => {
    const pattern = application.namespaces.findIndex((name) => name !== "*" && name.includes("*"));
    return pattern < 0
      ? undefined
      : {
          at: ["namespaces", pattern],
          found: "a pattern",
          allowed: 'with Flux, a namespace\'s name, or "*" with clusterKinds: ["*"]',
        };
  },
  ({ application }) =>
    application.namespaces.includes("*") !== application.clusterKinds.includes("*")
      ? {
          at: [application.namespaces.includes("*") ? "clusterKinds" : "namespaces"],
          allowed:
            'with Flux, "*" in namespaces and in clusterKinds, or in neither: both mean the rights to everything',
        }
      : undefined,
];

/** Applications that make one namespace and do not agree on it. */
export function sharedNamespaceProblems(gitops: GitopsConfig): Problem[] {
  const first = new Map<string, { readonly name: string; readonly podSecurity: string }>();
  return Object.entries(gitops.applications).flatMap(([name, { namespace = name, createNamespace, podSecurity }]) => {
    if (!createNamespace) return [];
    const earlier = first.get(namespace);
    first.set(namespace, earlier ?? { name, podSecurity });
    if (earlier === undefined || earlier.podSecurity === podSecurity) return [];
    return [
      {
        path: ["gitops", "applications", name, "podSecurity"],
        found: JSON.stringify(podSecurity),
        allowed: `${earlier.podSecurity}, as in ${earlier.name}, which makes the same namespace`,
      },
    ];
  });
}
