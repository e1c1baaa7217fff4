import type { ApplicationConfig, GitopsConfig, RepositoryConfig } from "../../config/gitops";
import type { ObjectSpec, Values } from "../addon";
import { namespace, release } from "./names";
import { repositoryObject } from "./repositories";

const apiVersion = "argoproj.io/v1alpha1";

/** This cluster, as Argo CD calls it. */
const server = "https://kubernetes.default.svc";

/**
 * Keeps an application until everything that it applied is gone, in the foreground: a destroy then waits for load
 * balancers and disks. Source: Argo CD's "App Deletion".
 */
const cascade = "resources-finalizer.argocd.argoproj.io";

// Namespaces that are somebody else's: Argo CD neither makes nor labels them.
const others = new Set(["default", "kube-system", "kube-public", "kube-node-lease", namespace]);

interface Named {
  readonly name: string;
  readonly application: ApplicationConfig;
  readonly repository: RepositoryConfig;
}

/**
 * The applications of `gitops`, each in a project of its own that lets it take from its repository only and put into
 * its namespaces only.
 */
export function applicationObjects(gitops: GitopsConfig | undefined): readonly ObjectSpec[] {
  return Object.entries(gitops?.applications ?? {}).flatMap(([name, application]) => {
    const repository = gitops?.repositories[application.repository];
    return repository === undefined
      ? []
      : [project({ name, application, repository }), made({ name, application, repository })];
  });
}

function targetOf({ name, application }: Named): string {
  return application.namespace ?? name;
}

function makesNamespace(named: Named): boolean {
  return named.application.createNamespace && !others.has(targetOf(named));
}

function project(named: Named): ObjectSpec {
  const { name, application, repository } = named;
  const target = targetOf(named);
  const spaces = [...new Set([target, ...application.namespaces])];
  // Argo CD takes making the namespace for applying one, so the project has to let it.
  const own = makesNamespace(named) ? [{ group: "", kind: "Namespace", name: target }] : [];
  return {
    name: `project-${name}`,
    apiVersion,
    kind: "AppProject",
    metadata: { name, namespace },
    fields: {
      spec: {
        description: `What the application ${name} may use`,
        sourceRepos: [repository.url],
        destinations: spaces.map((space) => ({ server, namespace: space })),
        clusterResourceWhitelist: [...own, ...application.clusterKinds.map(groupKind)],
      },
    },
    after: [release],
  };
}

function groupKind(text: string): { readonly group: string; readonly kind: string } {
  if (text === "*") return { group: "*", kind: "*" };
  const slash = text.indexOf("/");
  return { group: text.slice(0, Math.max(slash, 0)), kind: text.slice(slash + 1) };
}

function made(named: Named): ObjectSpec {
  const { name, application } = named;
  const finalizers = application.onDelete === "delete" ? [cascade] : [];
  const metadata = { name, namespace, finalizers };
  return {
    name: `application-${name}`,
    apiVersion,
    kind: "Application",
    metadata,
    fields: {
      spec: {
        project: name,
        source: source(named),
        destination: { server, namespace: targetOf(named) },
        syncPolicy: syncPolicy(named),
      },
    },
    after: [release, `project-${name}`, repositoryObject(application.repository)],
  };
}

function source({ application, repository }: Named): Values {
  const { chart, path, revision, values, valueFiles } = application;
  const helm = {
    ...(Object.keys(values).length === 0 ? {} : { valuesObject: values }),
    ...(valueFiles.length === 0 ? {} : { valueFiles }),
  };
  return {
    repoURL: repository.url,
    targetRevision: revision,
    ...(chart === undefined ? { path } : { chart }),
    ...(Object.keys(helm).length === 0 ? {} : { helm }),
  };
}

function syncPolicy(named: Named): Values {
  const { prune, selfHeal, podSecurity } = named.application;
  const makes = makesNamespace(named);
  const labels = {
    "pod-security.kubernetes.io/enforce": podSecurity,
    "pod-security.kubernetes.io/audit": podSecurity,
    "pod-security.kubernetes.io/warn": podSecurity,
  };
  return {
    // An empty folder is a mistake rather than a wish to remove everything.
    automated: { prune, selfHeal, allowEmpty: false },
    syncOptions: [...(makes ? ["CreateNamespace=true"] : []), "ServerSideApply=true", "PruneLast=true"],
    ...(makes ? { managedNamespaceMetadata: { labels } } : {}),
    retry: { limit: 5, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } },
  };
}
