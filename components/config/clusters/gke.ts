import { z } from "zod";
import { cron, label, privateCidr } from "../fields";
import {
  endpointFields,
  kubernetesVersion,
  networkCidr,
  networkFields,
  nodePoolFields,
  type ProfileDefaults,
  previousVersion,
  profile,
} from "./common";
import { diskTypes, isMachineType } from "./gkeMachines";

const matching = (pattern: RegExp, allowed: string) => z.string().regex(pattern, { error: allowed });

const zone = () => matching(/^[a-z]+-[a-z]+\d+-[a-z]$/, "a zone such as europe-west1-b");

const diskType = () => z.enum(diskTypes);

const maxPodsPerNode = () => z.int().min(8).max(256);

const nodePool = z.strictObject({
  instance: z
    .string()
    .refine(isMachineType, { error: "a machine type such as e2-standard-4 or c4a-standard-4" })
    .default("e2-standard-4")
    .describe("The machine type."),
  ...nodePoolFields,
  version: nodePoolFields.version.describe("Leave it out: GKE brings nodes to the control plane's version by itself."),
  zones: z.array(zone()).min(1).optional().describe("The zones of the pool's nodes; unset, the cluster's."),
  diskType: diskType()
    .optional()
    .describe("The boot disk's type; unset, the balanced one that the machine type takes."),
  secureBoot: z
    .boolean()
    .optional()
    .describe(
      "Boot signed systems and drivers only; unset, on where the machine type's images are signed: not on t2a.",
    ),
  maxPodsPerNode: maxPodsPerNode().optional().describe("The most pods on a node; unset, the network's."),
  upgrade: z
    .strictObject({
      maxSurge: z.int().min(0).max(20).default(1).describe("Nodes added at a time during an upgrade."),
      maxUnavailable: z.int().min(0).max(20).default(0).describe("Nodes that may be missing at a time."),
    })
    .prefault({})
    .describe("How nodes are replaced in an upgrade."),
});

const network = z.strictObject({
  cidr: networkCidr("The nodes' subnet.").default("10.20.0.0/20"),
  podCidr: privateCidr().default("10.24.0.0/14").describe("The pods' range. Each node takes a part of it for itself."),
  serviceCidr: privateCidr().default("10.28.0.0/20").describe("The services' range."),
  controlPlaneCidr: privateCidr().default("10.28.16.0/28").describe("The control plane's range: exactly a /28."),
  maxPodsPerNode: maxPodsPerNode()
    .default(110)
    .describe("The most pods on a node. A node takes twice as many addresses, rounded up to a power of two."),
  flowLogs: z.boolean().default(true).describe("Log half of the subnet's flows."),
  natAddresses: z
    .int()
    .min(0)
    .max(32)
    .default(0)
    .describe("How many fixed addresses nodes leave from, for others' allow lists; 0 leaves the choice to Cloud NAT."),
  ...networkFields,
});

const exclusion = z.strictObject({
  name: label(63).describe("What the exclusion is for."),
  start: z.iso.datetime({ error: "a UTC time such as 2026-12-20T00:00:00Z" }).describe("When it starts, in UTC."),
  end: z.iso.datetime({ error: "a UTC time such as 2027-01-03T00:00:00Z" }).describe("When it ends, in UTC."),
  scope: z
    .enum(["no-upgrades", "no-minor-upgrades", "no-minor-or-node-upgrades"])
    .default("no-minor-or-node-upgrades")
    .describe("What does not happen in it."),
});

const maintenance = z.strictObject({
  start: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a UTC time of day in quotes, such as "02:00"')
    .default("02:00")
    .describe("When the window opens, in UTC."),
  hours: z.int().min(4).max(24).default(4).describe("How long it stays open."),
  days: z
    .array(z.enum(["mo", "tu", "we", "th", "fr", "sa", "su"]))
    .default([])
    .describe("Its days; none, every day."),
  exclusions: z.array(exclusion).max(20).default([]).describe("Times in which upgrades wait."),
});

const encryption = z.strictObject({
  secrets: z.boolean().default(true).describe("Encrypt secrets in the cluster's database with a key of ours."),
  disks: z.boolean().default(true).describe("Encrypt boot disks and volumes with a key of ours."),
  buckets: z.boolean().default(true).describe("Encrypt object stores with a key of ours."),
  rotationDays: z.int().min(1).max(365).default(90).describe("Days after which a key gets a new version."),
  protection: z.enum(["software", "hsm"]).default("software").describe("Where the key material is kept."),
});

const member = () =>
  matching(
    /^(user|group|serviceAccount):[^@\s]+@[^@\s]+\.[^@\s]+$/,
    "user:, group: or serviceAccount: and an address, such as group:platform@example.com",
  );

const access = z.strictObject({
  admins: z.array(member()).default([]).describe("Who may do everything in the cluster."),
  viewers: z.array(member()).default([]).describe("Who may look at everything in the cluster but secrets."),
  securityGroup: matching(/^gke-security-groups@[^@\s]+\.[^@\s]+$/, "gke-security-groups@ and a domain")
    .optional()
    .describe("The Google group whose member groups RBAC may name: gke-security-groups@your.domain."),
});

const logs = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"] as const;

const logging = z.strictObject({
  components: z
    .array(z.enum([...logs, "KCP_VPA"]))
    .min(1)
    .default([...logs])
    .describe("What is logged to Cloud Logging."),
  dataAccess: z
    .boolean()
    .default(false)
    .describe("Also log who reads data of the API server, keys and buckets. It sets this for the whole project."),
});

const metrics = ["SYSTEM_COMPONENTS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"] as const;
const objectMetrics = ["STORAGE", "HPA", "POD", "DAEMONSET", "DEPLOYMENT", "STATEFULSET", "JOBSET"] as const;
const nodeMetrics = ["KUBELET", "CADVISOR", "DCGM"] as const;

/** Metrics that Google's managed Prometheus collects and nothing else. */
export const needingManagedPrometheus: ReadonlySet<string> = new Set([...objectMetrics, ...nodeMetrics]);

const monitoring = z.strictObject({
  components: z
    .array(z.enum([...metrics, ...objectMetrics, ...nodeMetrics]))
    .min(1)
    .default([...metrics])
    .describe("What is measured in Cloud Monitoring."),
  managedPrometheus: z
    .boolean()
    .default(false)
    .describe("Google's managed Prometheus, besides the add-on. Autopilot always has it."),
});

const backup = z.strictObject({
  enabled: z.boolean().default(false).describe("Google's Backup for GKE, besides Velero."),
  cron: cron().default("0 2 * * *").describe("When a backup is made, in UTC."),
  retentionDays: z.int().min(1).max(365).default(30).describe("Days after which a backup goes."),
  lockDays: z.int().min(0).max(90).default(0).describe("Days in which nobody can delete a backup."),
});

const nodeAutoProvisioning = z.strictObject({
  enabled: z.boolean().default(false).describe("Let GKE add node pools of its own."),
  maxCpu: z.int().min(1).max(100_000).default(200).describe("The most processors in the whole cluster."),
  maxMemoryGiB: z.int().min(1).max(1_000_000).default(800).describe("The most memory in the whole cluster in GiB."),
});

export const gkeCluster = z.strictObject({
  cloud: z.literal("gke").describe("Google Kubernetes Engine."),
  profile: profile(),
  name: label(40).optional().describe("The cluster's name; unset, the stack's."),
  project: matching(
    /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/,
    "a project id: 6 to 30 lower-case letters, digits or '-', starting with a letter",
  ).describe("The Google Cloud project's id."),
  projectNumber: matching(/^\d{6,20}$/, 'a project number in quotes, such as "123456789012"')
    .optional()
    .describe("The project's number. Unset, it is taken from what Google Cloud answers while it builds."),
  region: matching(/^[a-z]+-[a-z]+\d+$/, "a region such as europe-west1").describe("The region, such as europe-west1."),
  zones: z
    .array(zone())
    .min(1)
    .optional()
    .describe("The zones of the nodes; unset, the first three of the region. A zonal cluster is in the first."),
  location: z
    .enum(["regional", "zonal"])
    .default("regional")
    .describe("regional: a control plane in each of three zones. zonal: one in one zone, and nodes there only."),
  mode: z
    .enum(["standard", "autopilot"])
    .default("standard")
    .describe("standard: node pools of ours. autopilot: Google runs the nodes, and none of their options hold."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version."),
  previousVersion: previousVersion(),
  releaseChannel: z
    .enum(["rapid", "regular", "stable", "extended"])
    .default("regular")
    .describe("How early upgrades come."),
  maintenance: maintenance.prefault({}).describe("When upgrades and repairs may happen."),
  network: network.prefault({}).describe("The VPC, its subnet and ranges."),
  endpoint: z
    .strictObject({
      ...endpointFields,
      dns: z
        .boolean()
        .default(false)
        .describe("Reach the API server by its DNS name, from anywhere, with IAM deciding who may."),
      globalAccess: z.boolean().default(false).describe("Reach the private address from other regions' networks."),
    })
    .prefault({})
    .describe("The API server's endpoint."),
  encryption: encryption.prefault({}).describe("What is encrypted with keys of ours in Cloud KMS."),
  access: access.prefault({}).describe("Who may use the cluster."),
  binaryAuthorization: z
    .boolean()
    .default(true)
    .describe("Hold images to the project's Binary Authorization policy, which allows all until you change it."),
  securityPosture: z
    .enum(["off", "basic", "enterprise"])
    .default("basic")
    .describe("GKE's checks of workloads' settings."),
  logging: logging.prefault({}).describe("What goes to Cloud Logging."),
  monitoring: monitoring.prefault({}).describe("What goes to Cloud Monitoring."),
  costAllocation: z.boolean().default(true).describe("Split the bill by namespace and label."),
  verticalPodAutoscaling: z
    .boolean()
    .default(false)
    .describe("Have GKE recommend requests by what pods have used, and give them to pods. Autopilot always does."),
  gatewayApi: z.boolean().default(true).describe("Have GKE install the Gateway API's resource types."),
  backup: backup.prefault({}).describe("Google's Backup for GKE."),
  volumeType: diskType()
    .optional()
    .describe("The disk type of the default storage class; unset, what the pools without taints take."),
  deletionProtection: z.boolean().default(true).describe("Have the cluster refuse to be deleted."),
  enableApis: z
    .boolean()
    .default(true)
    .describe("Switch on the project's APIs that the cluster needs. They stay on when the stack goes."),
  nodeAutoProvisioning: nodeAutoProvisioning.prefault({}).describe("Node pools that GKE adds by itself."),
  nodePools: z
    .record(label(40), nodePool)
    .default({ general: nodePool.parse({ min: 3, max: 12 }) })
    .describe("Node pools, by name."),
});

export const gkeProfiles: ProfileDefaults = {
  development: {
    location: "zonal",
    deletionProtection: false,
    encryption: { disks: false, buckets: false },
    network: { flowLogs: false },
    logging: { components: ["SYSTEM_COMPONENTS", "WORKLOADS"] },
    monitoring: { components: ["SYSTEM_COMPONENTS"] },
    nodePools: { general: { min: 1, max: 4 } },
  },
  ephemeral: {
    location: "zonal",
    deletionProtection: false,
    // A key ring can't be deleted: one that is gone tomorrow would leave one behind each time.
    encryption: { secrets: false, disks: false, buckets: false },
    network: { flowLogs: false },
    binaryAuthorization: false,
    securityPosture: "off",
    costAllocation: false,
    logging: { components: ["SYSTEM_COMPONENTS"] },
    monitoring: { components: ["SYSTEM_COMPONENTS"] },
    nodePools: { general: { min: 1, max: 4, spot: true } },
  },
};
