import { z } from "zod";
import { label } from "../config/fields";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";
import { apart, disruptionBudget } from "./parts/availability";
import { dashboard } from "./parts/dashboard";
import { alertRules, podMonitor } from "./parts/monitoring";
import { resources } from "./parts/resources";
import { restrictedContainer, restrictedPod } from "./parts/security";
import { networkPolicies } from "./parts/traffic";

const name = "pulumi-operator";
const namespace = "pulumi-operator";

/** The service account that stacks run as, in each of the namespaces. */
const account = "pulumi";

const options = z.strictObject({
  namespaces: z
    .array(label())
    .default([])
    .describe("Namespaces in which stacks run: each gets the service account `pulumi`. They have to be there."),
  pinnedImages: z
    .boolean()
    .default(true)
    .describe("Refuse a Stack that names no image with a tag; the operator would take pulumi/pulumi:latest."),
  replicas: z.int().min(1).max(3).default(2).describe("How many operators run, one of which leads."),
});

type Options = z.output<typeof options>;

/** Pulumi's operator: stacks as objects, brought up to date in the cluster. */
export const pulumiOperator = defineAddon({
  name,
  summary: "Pulumi Kubernetes Operator: Pulumi stacks as objects, brought up to date from the cluster",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  charts: ["pulumi-kubernetes-operator"],
  // It looks for Flux's sources when it starts.
  after: ["flux", "prometheus"],
  parts,
});

const pods = { "app.kubernetes.io/name": "pulumi-kubernetes-operator", "app.kubernetes.io/instance": name };

function parts(context: AddonContext, chosen: Options): AddonParts {
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [{ name, chart: "pulumi-kubernetes-operator", namespace, values: chartValues(context, chosen) }],
    objects: [
      ...networkPolicies(context, {
        namespace,
        ingress: [
          // Where stacks run, they fetch programs from the operator.
          { name: "programs", pods, ports: ["http-fileserver"], from: "anyone" },
          { name: "metrics", pods, ports: ["http-metrics"], from: "prometheus" },
        ],
        // It talks to the agent of each stack, and fetches from git by ssh.
        egress: [{ name: "stacks", pods, ports: [22, 50051], to: "anywhere" }],
      }),
      ...disruptionBudget(name, namespace, pods, chosen.replicas),
      ...chosen.namespaces.flatMap(accountObjects),
      ...(chosen.pinnedImages ? admission : []),
      ...podMonitor(context, { name, namespace, pods, port: "http-metrics" }),
      ...monitoring(context),
    ],
  };
}

/** Source: the chart's values.yaml and templates. It has no priority class and no spread over zones. */
function chartValues(context: AddonContext, { replicas }: Options): Values {
  const whole = context.image("docker.io/pulumi/pulumi-kubernetes-operator");
  const slash = whole.indexOf("/");
  return {
    fullnameOverride: name,
    replicaCount: replicas,
    image: { registry: whole.slice(0, slash), repository: whole.slice(slash + 1) },
    // Only Prometheus reaches the port, by the network policy.
    controller: { logFormat: "json", metricsSecure: false },
    resources: resources(["100m", "128Mi"], ["1", "512Mi"]),
    podSecurityContext: restrictedPod,
    // It keeps what it fetched in a temporary folder.
    securityContext: restrictedContainer,
    extraVolumes: [{ name: "tmp", emptyDir: {} }],
    extraVolumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    affinity: replicas > 1 ? apart(pods) : {},
  };
}

// A stack's agent asks the API server whether it is the operator that calls. Source: the operator's agent/pkg/server.
function accountObjects(space: string): readonly ObjectSpec[] {
  return [
    {
      name: `account-${space}`,
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: account, namespace: space },
      fields: {},
    },
    {
      name: `account-binding-${space}`,
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: `${name}-${space}-auth-delegator` },
      fields: {
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
        subjects: [{ kind: "ServiceAccount", name: account, namespace: space }],
      },
      after: [`account-${space}`],
    },
  ];
}

const template = "object.spec.workspaceTemplate";
const image = `${template}.spec.image`;

// The API server decides this by itself, without a webhook that could be missing.
const admission: readonly ObjectSpec[] = [
  {
    name: "pinned-images",
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: `${name}-pinned-images` },
    fields: {
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ["pulumi.com"],
              apiVersions: ["*"],
              operations: ["CREATE", "UPDATE"],
              resources: ["stacks"],
            },
          ],
        },
        validations: [
          {
            // What is being deleted may go, whatever it says.
            expression: `has(object.metadata.deletionTimestamp) || (has(${template}) && has(${template}.spec) && has(${image}) && ${image}.matches('(:[^/:]+|@sha256:[0-9a-f]+)$') && !${image}.contains(':latest'))`,
            message: "spec.workspaceTemplate.spec.image has to name an image with a tag other than latest",
          },
        ],
      },
    },
  },
  {
    name: "pinned-images-binding",
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: `${name}-pinned-images` },
    fields: { spec: { policyName: `${name}-pinned-images`, validationActions: ["Deny"] } },
    after: ["pinned-images"],
  },
];

/** Metric names: the operator, internal/controller/pulumi/metrics_stack.go; controller-runtime's own. */
function monitoring(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...alertRules(context, name, namespace, [
      {
        alert: "PulumiStackFailing",
        severity: "warning",
        for: "30m",
        expr: "max by (exported_namespace, name) (stacks_failing) > 0",
        summary: "The Pulumi stack {{ $labels.exported_namespace }}/{{ $labels.name }} has failed for half an hour.",
      },
    ]),
    ...dashboard(context, name, namespace, "Pulumi stacks", [
      { title: "Stacks", expr: "max(stacks_active)", stat: true },
      { title: "Failing", expr: "sum(max by (exported_namespace, name) (stacks_failing))", stat: true },
      {
        title: "Under way",
        expr: "max by (exported_namespace, name) (stacks_reconciling)",
        legend: "{{exported_namespace}}/{{name}}",
      },
      {
        title: "Errors",
        expr: `sum by (controller) (rate(controller_runtime_reconcile_errors_total{namespace="${namespace}"}[10m]))`,
        legend: "{{controller}}",
        unit: "ops",
      },
    ]),
  ];
}
