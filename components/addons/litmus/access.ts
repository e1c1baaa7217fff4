import type { ObjectSpec, Values } from "../addon";
import type { ExperimentName } from "./experiments";
import { experimentsAccount, namespace, operatorAccount } from "./names";

const rbac = "rbac.authorization.k8s.io";
const read = ["get", "list"];
const all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

const rule = (group: string, resources: readonly string[], verbs: readonly string[]): Values => ({
  apiGroups: [group],
  resources,
  verbs,
});

// In its own namespace it runs the pods that do it, and writes down how it went.
const own = [
  rule("", ["pods", "events"], all),
  rule("", ["pods/log", "configmaps"], read),
  rule("batch", ["jobs"], all),
  rule("litmuschaos.io", ["chaosengines", "chaosexperiments", "chaosresults"], all),
  rule("litmuschaos.io", ["chaosengines/finalizers"], ["update"]),
];

// Where it is done it finds pods, and does to them what the chosen experiments do.
function target(experiments: readonly ExperimentName[]): readonly Values[] {
  const commands = experiments.some((name) => name.endsWith("-exec"));
  const scales = experiments.includes("pod-autoscaler");
  return [
    rule("", ["pods"], ["delete", "deletecollection", "patch", ...read]),
    rule("", ["pods/log"], read),
    rule("", ["events"], ["create", "patch", ...read]),
    rule("", ["replicationcontrollers", "services"], read),
    rule(
      "apps",
      ["daemonsets", "deployments", "replicasets", "statefulsets"],
      [...read, ...(scales ? ["patch", "update"] : [])],
    ),
    rule("argoproj.io", ["rollouts"], [...read, ...(scales ? ["patch", "update"] : [])]),
    ...(commands ? [rule("", ["pods/exec"], ["create", "get"])] : []),
  ];
}

function role(name: string, inNamespace: string, rules: readonly Values[]): readonly ObjectSpec[] {
  const metadata = { name, namespace: inNamespace };
  return [
    { name: `role-${inNamespace}`, apiVersion: `${rbac}/v1`, kind: "Role", metadata, fields: { rules } },
    {
      name: `role-binding-${inNamespace}`,
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      fields: {
        roleRef: { apiGroup: rbac, kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name: experimentsAccount, namespace }],
      },
      after: [`role-${inNamespace}`],
    },
  ];
}

/** The service account that experiments run as, and what it may do: here, and in the namespaces that it is for. */
export function accessObjects(
  targets: readonly string[],
  experiments: readonly ExperimentName[],
): readonly ObjectSpec[] {
  return [
    {
      name: "experiments-account",
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: experimentsAccount, namespace },
      fields: {},
    },
    ...role(experimentsAccount, namespace, own),
    ...targets.flatMap((space) => role(experimentsAccount, space, target(experiments))),
  ];
}

/** The exporter looks at results in every namespace, and the chart's role for the operator ends at its own. */
export function exporterAccess(): readonly ObjectSpec[] {
  const name = "litmus-exporter";
  return [
    {
      name: "exporter-role",
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRole",
      metadata: { name },
      fields: {
        rules: [rule("litmuschaos.io", ["chaosengines", "chaosexperiments", "chaosresults"], [...read, "watch"])],
      },
    },
    {
      name: "exporter-role-binding",
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name },
      fields: {
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name },
        subjects: [{ kind: "ServiceAccount", name: operatorAccount, namespace }],
      },
      after: ["exporter-role"],
    },
  ];
}
