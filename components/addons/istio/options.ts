import { z } from "zod";
import { chartVersion, cidr, cpu, host, quantity } from "../../config/fields";

/** Names of revisions and tags stand in names of services (`istiod-<revision>`) and in label values. */
const revisionName = () =>
  z.string().regex(/^[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?$/, {
    error: "1 to 50 lower-case letters, digits or '-', starting and ending with a letter or digit, such as 1-30",
  });

interface Amounts {
  readonly cpu: string;
  readonly memory: string;
}

const amounts = (defaults: Amounts, what: string) =>
  z
    .strictObject({
      cpu: cpu().default(defaults.cpu).describe(`Processor time ${what}.`),
      memory: quantity().default(defaults.memory).describe(`Memory ${what}.`),
    })
    .prefault({});

const resources = (requests: Amounts, limits: Amounts, of: string) =>
  z
    .strictObject({
      requests: amounts(requests, "set aside on the node").describe("What is set aside."),
      limits: amounts(limits, "at most").describe("What is the most."),
    })
    .prefault({})
    .describe(`Requests and limits of ${of}.`);

const proxyRequests = { cpu: "100m", memory: "128Mi" };
const proxyLimits = { cpu: "2", memory: "1Gi" };

const replicas = (of: string) => ({
  minReplicas: z
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe(`The fewest replicas of ${of}. From 2 on there is a disruption budget.`),
  maxReplicas: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe(`The most replicas of ${of}. Equal to the fewest, there is no autoscaler.`),
});

const gateway = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether there is an ingress gateway."),
  exposure: z
    .enum(["internal", "internet", "cluster"])
    .optional()
    .describe(
      "internal: a load balancer inside the network. internet: one that faces the internet. cluster: none, a ClusterIP service. Unset: internal where it is known what makes one internal, as on a cloud, else cluster.",
    ),
  annotations: z
    .record(z.string(), z.string())
    .default({})
    .describe("More annotations on the gateway's service, laid over the cloud's."),
  allowedCidrs: z
    .array(cidr())
    .default([])
    .describe("IPv4 networks that may reach the load balancer; none given, all that can route to it."),
  preserveClientAddress: z
    .boolean()
    .default(false)
    .describe("Whether the gateway sees the client's own address. Traffic then only goes to nodes that run a gateway."),
  ...replicas("the ingress gateway"),
  resources: resources(proxyRequests, proxyLimits, "each replica of the ingress gateway"),
});

const egressGateway = z.strictObject({
  enabled: z.boolean().default(false).describe("Whether there is an egress gateway."),
  ...replicas("the egress gateway"),
  resources: resources(proxyRequests, proxyLimits, "each replica of the egress gateway"),
});

const tracing = z.strictObject({
  service: host().describe("The host name of an OpenTelemetry collector's gRPC receiver."),
  port: z.int().min(1).max(65535).default(4317).describe("Its port."),
  samplingPercentage: z.number().min(0).max(100).default(1).describe("The share of requests that are traced."),
});

const previous = z.strictObject({
  version: chartVersion().describe(
    "The version that ran until now, such as 1.29.2. It goes on running beside the new.",
  ),
  revision: revisionName().optional().describe("Its revision; unset, its minor version, such as 1-29."),
  tags: z
    .array(revisionName())
    .optional()
    .describe("The tags that still point to it. Unset, all: the new one only stands by. An empty list moves them all."),
});

/** The options of Istio. The defaults are production's. */
export const options = z.strictObject({
  mode: z
    .enum(["ambient", "sidecar"])
    .default("ambient")
    .describe(
      "ambient: a proxy on each node, pods stay as they are. sidecar: a proxy in each pod, which restarts to join or to be upgraded.",
    ),
  // The same field that every add-on has; here so that this add-on sees it as typed.
  version: chartVersion().optional().describe("The version of Istio, all charts of it, instead of the pinned one."),
  revision: revisionName()
    .optional()
    .describe("The control plane's revision; unset, its minor version, such as 1-30, so that patches go in place."),
  revisionTags: z
    .array(revisionName())
    .default([])
    .describe("Names that namespaces use in istio.io/rev besides default, each moved from revision to revision."),
  previous: previous
    .optional()
    .describe("During an upgrade, the control plane that is being left. Take it out to end the upgrade."),
  platform: z
    .enum(["gke", "k3d", "k3s", "microk8s", "minikube"])
    .optional()
    .describe("On an existing cluster, what it is, where its CNI folders are not at the usual place."),
  mtls: z
    .enum(["strict", "permissive"])
    .default("strict")
    .describe("Whether workloads in the mesh refuse plain text from others."),
  trustDomain: host()
    .default("cluster.local")
    .describe("The trust domain in workloads' identities. Changing it later cuts running workloads off."),
  outboundTraffic: z
    .enum(["any", "registryOnly"])
    .default("any")
    .describe("Where pods with a sidecar may connect to: anywhere, or only to hosts that the mesh knows of."),
  holdApplicationUntilProxyStarts: z
    .boolean()
    .optional()
    .describe("In sidecar mode, whether a pod's containers wait for its sidecar. Unset, they wait."),
  accessLog: z
    .enum(["off", "gateways", "all"])
    .default("gateways")
    .describe("Whose requests are logged, as JSON: nobody's, the ingress and egress gateway's, every proxy's."),
  tracing: tracing.optional().describe("Where spans of proxies are sent. Unset, there are none."),
  networkPolicies: z
    .boolean()
    .default(true)
    .describe("Whether Istio's own pods only accept connections on the ports that they serve."),
  controlPlane: z
    .strictObject({
      ...replicas("istiod"),
      resources: resources({ cpu: "500m", memory: "2Gi" }, { cpu: "2", memory: "4Gi" }, "each replica of istiod"),
    })
    .prefault({})
    .describe("The control plane, istiod."),
  cni: z
    .strictObject({
      resources: resources(
        { cpu: "100m", memory: "128Mi" },
        { cpu: "1", memory: "512Mi" },
        "the CNI agent on each node",
      ),
    })
    .prefault({})
    .describe("The agent on each node that redirects pods' traffic."),
  ztunnel: z
    .strictObject({
      resources: resources({ cpu: "200m", memory: "512Mi" }, { cpu: "2", memory: "1Gi" }, "ztunnel on each node"),
    })
    .prefault({})
    .describe("The proxy on each node, in ambient mode."),
  proxy: z
    .strictObject({
      resources: resources(proxyRequests, proxyLimits, "each sidecar, waypoint and Gateway API gateway"),
    })
    .prefault({})
    .describe("Proxies that Istio makes by itself."),
  gateway: gateway.prefault({}).describe("The ingress gateway."),
  egressGateway: egressGateway.prefault({}).describe("The egress gateway."),
});

export type IstioOptions = z.output<typeof options>;

const one = { minReplicas: 1, maxReplicas: 1 };

const small = {
  controlPlane: {
    ...one,
    resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: "1", memory: "1Gi" } },
  },
  cni: { resources: { requests: { cpu: "25m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } } },
  ztunnel: { resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "1", memory: "512Mi" } } },
  proxy: { resources: { requests: { cpu: "25m", memory: "64Mi" }, limits: { cpu: "1", memory: "512Mi" } } },
  gateway: { ...one, resources: { requests: { cpu: "25m", memory: "64Mi" }, limits: { cpu: "1", memory: "512Mi" } } },
  egressGateway: {
    ...one,
    resources: { requests: { cpu: "25m", memory: "64Mi" }, limits: { cpu: "1", memory: "512Mi" } },
  },
} as const satisfies z.input<typeof options>;

/** What the smaller profiles relax: one replica of everything, and less set aside. Nothing about security. */
export const optionProfiles = { development: small, ephemeral: small } as const;
