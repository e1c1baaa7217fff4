import { z } from "zod";
import { label, privateCidr } from "../fields";
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
import { parseInstance } from "./eksInstances";
import { eksRegions } from "./eksRegions";
import { maxZones } from "./eksSubnets";

/** The AWS services that a VPC endpoint may be made for. S3 has a gateway endpoint of its own, always. */
export const interfaceEndpoints = [
  "autoscaling",
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "kms",
  "logs",
  "secretsmanager",
  "sqs",
  "ssm",
  "sts",
] as const;

/** The EKS add-ons that every cluster has. */
export const coreAddons = [
  "vpc-cni",
  "eks-pod-identity-agent",
  "kube-proxy",
  "coredns",
  "aws-ebs-csi-driver",
  "snapshot-controller",
] as const;

// What CloudWatch takes. Source: CloudWatch Logs API reference, PutRetentionPolicy.
const retentionDays = () =>
  z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]);

const instanceType = () =>
  z.string().refine((it) => parseInstance(it) !== undefined, { error: "an EC2 instance type such as m7i.xlarge" });

const principal = () =>
  z.string().regex(/^arn:aws(-us-gov)?:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/, {
    error: "the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/platform-admin",
  });

const nodePool = z.strictObject({
  instance: instanceType().default("m7i.xlarge").describe("The EC2 instance type."),
  ...nodePoolFields,
  alternatives: z
    .array(instanceType())
    .max(19)
    .default([])
    .describe("Further instance types of the same architecture and about the same size, which spot pools need."),
  image: z.enum(["al2023", "bottlerocket"]).default("al2023").describe("The nodes' operating system."),
  maxUnavailablePercent: z
    .int()
    .min(1)
    .max(100)
    .default(33)
    .describe("The part of the pool, in percent, that an update may replace at a time."),
});

const network = z.strictObject({
  cidr: networkCidr("The VPC's network, /16 to /24.").default("10.20.0.0/16"),
  serviceCidr: privateCidr().default("172.20.0.0/16").describe("The network of Kubernetes services, /12 to /24."),
  zoneCount: z.int().min(2).max(maxZones).default(3).describe("How many zones to use, where zones are not named."),
  zones: z
    .array(z.string())
    .min(2)
    .max(maxZones)
    .optional()
    .describe("The zones by name, such as eu-west-1a. Add one at the end only. Unset, the region's first ones."),
  nat: z
    .enum(["single", "perZone"])
    .default("perZone")
    .describe("NAT gateways: one a zone, or a single one whose zone takes the others down with it."),
  endpoints: z
    .array(z.enum(interfaceEndpoints))
    .default(["ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "sts"])
    .describe("AWS services that are reached inside the VPC. Each costs by the hour and zone; S3 is always and free."),
  flowLogs: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Whether the VPC's traffic is logged."),
      retentionDays: retentionDays().default(365).describe("Days that the traffic's log is kept."),
    })
    .prefault({})
    .describe("The log of the VPC's traffic."),
  ...networkFields,
});

const access = z.strictObject({
  admins: z
    .array(principal())
    .default([])
    .describe(
      "IAM roles or users with all rights in the cluster. Not the one that makes it: EKS admits that itself, and no one twice.",
    ),
  viewers: z.array(principal()).default([]).describe("IAM roles or users that may read everything but secrets."),
});

export const eksCluster = z.strictObject({
  cloud: z.literal("eks").describe("Amazon EKS."),
  profile: profile(),
  name: label(100).optional().describe("The cluster's name; unset, the stack's."),
  region: z.enum(eksRegions).describe("The AWS region, such as eu-west-1."),
  accountId: z
    .string()
    .regex(/^\d{12}$/, { error: 'an AWS account id of 12 digits in quotes, such as "123456789012"' })
    .optional()
    .describe("The AWS account. Credentials for any other account are then refused."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version."),
  previousVersion: previousVersion(),
  support: z
    .enum(["standard", "extended"])
    .default("standard")
    .describe("At the end of standard support: standard upgrades by itself, extended stays for a surcharge."),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Protects the cluster, its keys, audit log and object stores from deletion, in Pulumi and in AWS."),
  network: network.prefault({}).describe("The VPC."),
  endpoint: z.strictObject(endpointFields).prefault({}).describe("The API server's endpoint."),
  access: access.prefault({}).describe("Who may use the cluster, by EKS access entries."),
  logs: z
    .strictObject({ retentionDays: retentionDays().default(365).describe("Days that the logs are kept.") })
    .prefault({})
    .describe("The control plane's logs (API, audit, authenticator, controllers, scheduler), all of them always on."),
  sessionManager: z
    .boolean()
    .default(false)
    .describe("Whether people may open a shell on nodes through AWS Systems Manager."),
  autoscaler: z
    .enum(["karpenter", "clusterAutoscaler", "none"])
    .default("clusterAutoscaler")
    .describe("What adds nodes: Karpenter besides the pools, Cluster Autoscaler within each pool's min and max."),
  addonVersions: z
    .partialRecord(
      z.enum(coreAddons),
      z.string().regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, { error: "an EKS add-on version such as v1.22.4-eksbuild.3" }),
    )
    .default({})
    .describe("Versions of the core EKS add-ons, instead of the pinned ones."),
  nodePools: z
    .record(label(40), nodePool)
    .default({ general: nodePool.parse({ min: 3, max: 12 }) })
    .describe("Managed node groups, by name."),
});

/**
 * What is relaxed: development loses the protection, the third zone and what is billed by the hour for availability;
 * ephemeral besides that the traffic's log and the autoscaler.
 */
export const eksProfiles: ProfileDefaults = {
  development: {
    deletionProtection: false,
    network: { zoneCount: 2, nat: "single", endpoints: [], flowLogs: { retentionDays: 30 } },
    logs: { retentionDays: 30 },
    nodePools: { general: { instance: "m7i.large", min: 2, max: 6 } },
  },
  ephemeral: {
    deletionProtection: false,
    network: { zoneCount: 2, nat: "single", endpoints: [], flowLogs: { enabled: false } },
    logs: { retentionDays: 1 },
    autoscaler: "none",
    nodePools: {
      general: {
        instance: "m7i.large",
        alternatives: ["m6i.large", "m6a.large", "m5.large"],
        spot: true,
        min: 2,
        max: 3,
      },
    },
  },
};
