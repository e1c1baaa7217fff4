import type { ApplicationConfig, GitopsConfig, RepositoryConfig } from "../../config/gitops";
import type { NamespaceSpec, ObjectSpec, Values } from "../addon";
import { accessObjects } from "./access";
import { namespace, release, serviceAccountOf } from "./names";
import type { FluxOptions } from "./options";
import { isChart, sourceKind, sourceObject } from "./sources";

// Namespaces that are somebody else's: they are there already and stay as they are.
const others = new Set(["default", "kube-system", "kube-public", "kube-node-lease", namespace]);

/** How long applying, waiting for what was applied, or removing it may take. */
const patience = "15m";

function targetOf(name: string, application: ApplicationConfig): string {
  return application.namespace ?? name;
}

/**
 * The namespaces of applications. Flux makes none for a Kustomization, so they are made here, and stay where what an
 * application applied does.
 */
export function applicationNamespaces(gitops: GitopsConfig | undefined): readonly NamespaceSpec[] {
  const made = new Map<string, NamespaceSpec>();
  for (const [name, application] of Object.entries(gitops?.applications ?? {})) {
    const target = targetOf(name, application);
    if (!application.createNamespace || others.has(target)) continue;
    const kept = made.get(target)?.kept === true || application.onDelete === "keep";
    made.set(target, { name: target, podSecurity: application.podSecurity, ...(kept ? { kept } : {}) });
  }
  return [...made.values()];
}

/** The applications of `gitops`: each its source, the account it is applied as, and what applies it. */
export function applicationObjects(gitops: GitopsConfig | undefined, options: FluxOptions): readonly ObjectSpec[] {
  return Object.entries(gitops?.applications ?? {}).flatMap(([name, application]) => {
    const repository = gitops?.repositories[application.repository];
    if (repository === undefined) return [];
    const access = accessObjects(name, application);
    const source = sourceObject(name, application, repository, options);
    const apply = isChart(application) ? helmRelease : kustomization;
    return [
      ...access,
      { ...source, after: [...(source.after ?? []), release] },
      {
        name: `application-${name}`,
        ...apply(name, application, repository, options),
        // It goes first, while its account and its source are there and the controllers run.
        after: [release, `source-${name}`, ...access.map((object) => object.name)],
      },
    ];
  });
}

type Applied = Omit<ObjectSpec, "name" | "after">;

function kustomization(
  name: string,
  application: ApplicationConfig,
  repository: RepositoryConfig,
  { interval }: FluxOptions,
): Applied {
  const { path, prune, onDelete, namespaces } = application;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace },
    fields: {
      spec: {
        interval,
        retryInterval: "2m",
        timeout: patience,
        sourceRef: { kind: sourceKind(repository), name },
        path: `./${path.replace(/^(\.?\/)+|^\.$/, "")}`,
        prune,
        wait: true,
        serviceAccountName: serviceAccountOf(name),
        // It moves every object there, so with further namespaces each object says its own.
        ...(namespaces.length === 0 ? { targetNamespace: targetOf(name, application) } : {}),
        deletionPolicy: onDelete === "delete" ? "WaitForTermination" : "Orphan",
      },
    },
  };
}

function helmRelease(
  name: string,
  application: ApplicationConfig,
  repository: RepositoryConfig,
  { interval, pollInterval }: FluxOptions,
): Applied {
  const target = targetOf(name, application);
  return {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: { name, namespace },
    fields: {
      spec: {
        interval,
        timeout: patience,
        releaseName: name,
        targetNamespace: target,
        // Helm's records go where the account may write.
        storageNamespace: target,
        serviceAccountName: serviceAccountOf(name),
        ...chartOf(name, application, repository, pollInterval),
        install: { crds: "CreateReplace", remediation: { retries: 3 } },
        upgrade: { crds: "CreateReplace", cleanupOnFail: true, remediation: { retries: 3 } },
        uninstall: { deletionPropagation: "foreground" },
        driftDetection: { mode: application.selfHeal ? "enabled" : "disabled" },
        maxHistory: 5,
        ...(Object.keys(application.values).length === 0 ? {} : { values: application.values }),
      },
    },
  };
}

function chartOf(
  name: string,
  { chart, path, revision, valueFiles }: ApplicationConfig,
  repository: RepositoryConfig,
  interval: string,
): Values {
  const kind = sourceKind(repository);
  if (kind === "OCIRepository") return { chartRef: { kind, name } };
  const where =
    kind === "HelmRepository"
      ? { chart, version: revision }
      : { chart: `./${path.replace(/^(\.?\/)+|^\.$/, "")}`, reconcileStrategy: "Revision" };
  const files = valueFiles.length === 0 ? {} : { valuesFiles: valueFiles };
  return { chart: { spec: { ...where, interval, sourceRef: { kind, name }, ...files } } };
}
