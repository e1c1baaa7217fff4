import { veleroImage } from "../../versions";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import * as containers from "./containers";
import { restoreCheckName as name, namespace } from "./names";
import type { VeleroOptions } from "./options";
import { type RestoreCheckOptions, targetOf } from "./restoreCheckOptions";
import { scheduleName } from "./schedules";

/** What would run, or would be reached, a second time. */
const running = [
  "pods",
  "replicationcontrollers",
  "daemonsets.apps",
  "deployments.apps",
  "replicasets.apps",
  "statefulsets.apps",
  "cronjobs.batch",
  "jobs.batch",
  "rollouts.argoproj.io",
  "persistentvolumeclaims",
  "services",
  "ingresses.networking.k8s.io",
  "httproutes.gateway.networking.k8s.io",
  "gateways.gateway.networking.k8s.io",
  "certificates.cert-manager.io",
];

/**
 * A restore of the newest backup, done on a schedule and held to its result: into a namespace of its own, which goes
 * again. What is left of one that failed stays to look at until the next.
 */
export function restoreCheckObjects(context: AddonContext, options: VeleroOptions): readonly ObjectSpec[] {
  const { restoreCheck: check } = options;
  return check === undefined ? [] : [...access(targetOf(check)), job(context, check)];
}

const rbac = "rbac.authorization.k8s.io";

function bound(part: string, kind: "Role" | "ClusterRole", rules: readonly Values[]): readonly ObjectSpec[] {
  const metadata = { name, ...(kind === "Role" ? { namespace } : {}) };
  return [
    { name: `${part}-role`, apiVersion: `${rbac}/v1`, kind, metadata, fields: { rules } },
    {
      name: `${part}-role-binding`,
      apiVersion: `${rbac}/v1`,
      kind: `${kind}Binding`,
      metadata,
      fields: {
        roleRef: { apiGroup: rbac, kind, name },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
      },
      after: [`${part}-role`],
    },
  ];
}

// It asks for restores, which Velero does with rights of its own, and deletes one namespace by its name.
function access(target: string): readonly ObjectSpec[] {
  const read = ["get", "list", "watch"];
  return [
    {
      name: "restore-check-account",
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace },
      fields: {},
    },
    ...bound("restore-check", "Role", [
      { apiGroups: ["velero.io"], resources: ["restores"], verbs: ["create", ...read] },
      { apiGroups: ["velero.io"], resources: ["backups", "schedules"], verbs: read },
    ]),
    ...bound("restore-check-namespace", "ClusterRole", [
      { apiGroups: [""], resources: ["namespaces"], resourceNames: [target], verbs: ["delete", ...read] },
    ]),
  ];
}

// Neither image has a shell, so each step is a container of its own: a failed one ends the job.
function job(context: AddonContext, check: RestoreCheckOptions): ObjectSpec {
  const target = targetOf(check);
  const [major = "1", minor = ""] = context.facts.kubernetesVersion.split(".");
  const kubectl = `${context.image("registry.k8s.io/kubectl")}:v${major}.${minor}.0`;
  const velero = `${context.image("docker.io/velero/velero")}:${veleroImage}`;
  const restore = "$(JOB)";
  const clean = ["delete", "namespace", target, "--ignore-not-found", "--wait", "--timeout=15m"];
  const steps = [
    step("clean-up-before", kubectl, ["kubectl", ...clean]),
    step("restore", velero, [
      "/velero",
      `--namespace=${namespace}`,
      "restore",
      "create",
      restore,
      `--from-schedule=${scheduleName(check.schedule)}`,
      `--include-namespaces=${check.namespace}`,
      `--namespace-mappings=${check.namespace}:${target}`,
      ...(check.workloads
        ? []
        : [`--exclude-resources=${running.join(",")}`, "--include-cluster-resources=false", "--restore-volumes=false"]),
    ]),
    step("verify", kubectl, [
      "kubectl",
      `--namespace=${namespace}`,
      "wait",
      `restores.velero.io/${restore}`,
      "--for=jsonpath={.status.phase}=Completed",
      `--timeout=${check.timeout}`,
    ]),
  ];
  return {
    name: "restore-check",
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace },
    fields: {
      spec: {
        schedule: check.cron,
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 0,
            template: {
              spec: {
                serviceAccountName: name,
                restartPolicy: "Never",
                priorityClassName: context.priorityClass.standard,
                securityContext: containers.podSecurityContext,
                nodeSelector: { "kubernetes.io/os": "linux" },
                initContainers: steps,
                containers: [step("clean-up", kubectl, ["kubectl", ...clean])],
                volumes: [{ name: "home", emptyDir: {} }],
              },
            },
          },
        },
      },
    },
    after: ["velero", "restore-check-role-binding", "restore-check-namespace-role-binding"],
  };
}

function step(stepName: string, image: string, [command = "", ...args]: readonly string[]): Values {
  return {
    name: stepName,
    image,
    imagePullPolicy: "IfNotPresent",
    command: [command],
    args,
    env: [
      { name: "HOME", value: "/home/check" },
      { name: "JOB", valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } } },
    ],
    resources: containers.shortJobResources,
    securityContext: containers.containerSecurityContext,
    volumeMounts: [{ name: "home", mountPath: "/home/check" }],
  };
}
