import type { ApplicationConfig } from "../../config/gitops";
import type { ObjectSpec, Values } from "../addon";
import { namespace, serviceAccountOf } from "./names";

const rbac = "rbac.authorization.k8s.io";
const everything = "cluster-admin";

/** Where an application may put things. */
export function namespacesOf(name: string, application: ApplicationConfig): readonly string[] {
  return [...new Set([application.namespace ?? name, ...application.namespaces])].filter((it) => it !== "*");
}

/**
 * The service account that an application is applied as, and what it may do: anything in its namespaces, and its own
 * kinds outside namespaces. Source: Flux, "Multi-tenancy": tenants are confined by impersonation.
 */
export function accessObjects(name: string, application: ApplicationConfig): readonly ObjectSpec[] {
  const account: ObjectSpec = {
    name: `account-${name}`,
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: serviceAccountOf(name), namespace },
    // It is impersonated: no pod runs as it.
    fields: { automountServiceAccountToken: false },
  };
  if (application.clusterKinds.includes("*")) return [account, clusterBinding(name, everything)];
  return [
    account,
    ...namespacesOf(name, application).map((space) => binding(name, space)),
    ...(application.clusterKinds.length === 0 ? [] : [clusterRole(name, application), clusterBinding(name, own(name))]),
  ];
}

const own = (name: string) => `flux-${serviceAccountOf(name)}`;

const subjects = (name: string) => [{ kind: "ServiceAccount", name: serviceAccountOf(name), namespace }];

const role = (name: string) => ({ apiGroup: rbac, kind: "ClusterRole", name });

function binding(name: string, space: string): ObjectSpec {
  return {
    name: `access-${name}-${space}`,
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name: own(name), namespace: space },
    fields: { roleRef: role(everything), subjects: subjects(name) },
    after: [`account-${name}`],
  };
}

function clusterBinding(name: string, to: string): ObjectSpec {
  return {
    name: `cluster-access-${name}`,
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: own(name) },
    fields: { roleRef: role(to), subjects: subjects(name) },
    after: [`account-${name}`],
  };
}

const verbs = ["create", "delete", "get", "list", "patch", "update", "watch"];

// Who may make roles may make any, which is what letting an application apply them means.
const roleVerbs = [...verbs, "bind", "escalate"];

function clusterRole(name: string, { clusterKinds }: ApplicationConfig): ObjectSpec {
  const rules = clusterKinds.map((text): Values => {
    const slash = text.indexOf("/");
    const group = text.slice(0, Math.max(slash, 0));
    return {
      apiGroups: [group],
      resources: [resourceOf(text.slice(slash + 1))],
      verbs: group === rbac ? roleVerbs : verbs,
    };
  });
  return {
    name: `cluster-role-${name}`,
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name: own(name) },
    fields: { rules },
  };
}

/** A kind's name as a resource: its plural. Source: Kubernetes API conventions ("Types (Kinds)") and English. */
export function resourceOf(kind: string): string {
  const word = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
