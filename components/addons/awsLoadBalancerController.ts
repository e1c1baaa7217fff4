import { z } from "zod";
import type { Grant } from "../clusters/cluster";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";
import { zoneSpread } from "./parts/availability";
import { dashboard, type Panel } from "./parts/dashboard";
import { type Alert, alertRules } from "./parts/monitoring";
import { resources } from "./parts/resources";
import { restrictedContainer, restrictedPod } from "./parts/security";
import { networkPolicies } from "./parts/traffic";

const name = "aws-load-balancer-controller";
const namespace = "aws-load-balancer-controller";
const webhookPort = 9443;
const pods = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name };

const options = z.strictObject({
  defaultIngressClass: z
    .boolean()
    .default(false)
    .describe("Whether ingresses that name no class are its own, each an Application Load Balancer."),
  replicas: z.int().min(1).max(5).default(2).describe("How many controllers run, one of which leads."),
});

type Options = z.output<typeof options>;

/**
 * Network and Application Load Balancers in place of those that EKS makes itself: traffic goes straight to pods. A new
 * service gets the class of its load balancers from a webhook; one that is there already stays with EKS, so nothing that
 * runs moves when it is switched on.
 */
export const awsLoadBalancerController = defineAddon({
  name,
  summary: "AWS Load Balancer Controller: network and application load balancers that lead straight to pods, on EKS",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  clouds: ["eks"],
  charts: ["aws-load-balancer-controller"],
  after: ["cert-manager", "prometheus"],
  leavesThingsBehind: true,
  webhookPorts: [webhookPort],
  parts,
});

function parts(context: AddonContext, chosen: Options): AddonParts {
  const grant = context.grant({ namespace, serviceAccount: name }, [{ kind: "loadBalancers.manage" }]);
  const objects: ObjectSpec[] = [
    ...networkPolicies(context, {
      namespace,
      ingress: [
        { name: "webhook", pods, ports: [webhookPort], from: "anyone" },
        { name: "metrics", pods, ports: ["metrics-server"], from: "prometheus" },
      ],
    }),
    ...alertRules(context, name, namespace, alerts),
    ...dashboard(context, name, namespace, "AWS Load Balancer Controller", panels),
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: name,
        namespace,
        values: chartValues(context, chosen, grant),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}

function chartValues(context: AddonContext, { replicas, defaultIngressClass }: Options, grant: Grant): Values {
  const facts = context.facts.awsLoadBalancers;
  if (facts === undefined) throw new Error(`${context.clusterName} is not in a VPC`);
  return {
    fullnameOverride: name,
    replicaCount: replicas,
    image: { repository: context.image("public.ecr.aws/eks/aws-load-balancer-controller") },
    serviceAccount: { create: true, name, annotations: grant.annotations },
    podLabels: grant.podLabels,
    clusterName: context.clusterName,
    // Nodes answer pods nothing about themselves, so both have to be told.
    region: context.region,
    vpcId: facts.vpcId,
    defaultTags: facts.tags,
    defaultTargetType: "ip",
    ingressClassConfig: { default: defaultIngressClass },
    // The webhook's certificate: renewed by cert-manager, or else made once and kept at upgrades.
    ...(context.on("cert-manager") ? { enableCertManager: true } : { keepTLSSecret: true }),
    // While no controller answers, services and ingresses are made all the same: such a service keeps EKS's own balancer.
    serviceMutatorWebhookConfig: { failurePolicy: "Ignore" },
    webhookConfig: { ingressValdationFailurePolicy: "Ignore" },
    priorityClassName: context.priorityClass.critical,
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [zoneSpread(pods)],
    nodeSelector: { "kubernetes.io/os": "linux" },
    resources: resources(["100m", "128Mi"], ["500m", "512Mi"]),
    podSecurityContext: { ...restrictedPod, fsGroup: 65534 },
    securityContext: { ...restrictedContainer, runAsUser: 65532, runAsGroup: 65532 },
    serviceMonitor: { enabled: context.on("prometheus") },
  };
}

const own = `namespace="${namespace}"`;

// Metric names: aws-load-balancer-controller, pkg/metrics/lbc/instruments.go and pkg/metrics/aws/instruments.go.
const alerts: readonly Alert[] = [
  {
    alert: "AwsLoadBalancerControllerDown",
    severity: "critical",
    for: "10m",
    expr: `absent(up{${own}} == 1)`,
    summary:
      "No AWS Load Balancer Controller answers: load balancers stay as they are, whatever becomes of their pods.",
  },
  {
    alert: "AwsLoadBalancerNotAllowed",
    severity: "warning",
    for: "15m",
    expr: `sum by (service, operation) (increase(aws_api_call_permission_errors_total{${own}}[15m])) > 0`,
    summary: "AWS refuses {{ $labels.service }} {{ $labels.operation }} to the AWS Load Balancer Controller.",
  },
  {
    alert: "AwsLoadBalancerFailing",
    severity: "warning",
    for: "30m",
    expr: `sum by (controller, error_category) (increase(awslbc_controller_reconcile_errors_total{${own}}[15m])) > 0`,
    summary: "Load balancers of {{ $labels.controller }} are not as they should be: {{ $labels.error_category }}.",
  },
];

const panels: readonly Panel[] = [
  {
    title: "Objects that it looks after",
    expr: `max by (resource) (awslbc_controller_cache_object_total{${own}})`,
    legend: "{{resource}}",
  },
  {
    title: "Errors",
    expr: `sum by (controller, error_category) (rate(awslbc_controller_reconcile_errors_total{${own}}[5m]))`,
    legend: "{{controller}} {{error_category}}",
  },
  {
    title: "Calls to AWS",
    expr: `sum by (service) (rate(aws_api_calls_total{${own}}[5m]))`,
    legend: "{{service}}",
    unit: "reqps",
  },
  {
    title: "Calls that AWS refused or held up",
    expr: `sum by (service) (rate(aws_api_call_throttled_errors_total{${own}}[5m]) + rate(aws_api_call_permission_errors_total{${own}}[5m]))`,
    legend: "{{service}}",
    unit: "reqps",
  },
];
