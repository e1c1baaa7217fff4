import { z } from "zod";
import { label } from "../fields";
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

const nodePool = z.strictObject({
  instance: z.string().default("m7i.xlarge").describe("The EC2 instance type."),
  ...nodePoolFields,
});

export const eksCluster = z.strictObject({
  cloud: z.literal("eks").describe("Amazon EKS."),
  profile: profile(),
  name: label(100).optional().describe("The cluster's name; unset, the stack's."),
  region: z.string().describe("The AWS region, such as eu-west-1."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version."),
  previousVersion: previousVersion(),
  network: z
    .strictObject({ cidr: networkCidr("The VPC's network.").default("10.20.0.0/16"), ...networkFields })
    .prefault({})
    .describe("The VPC."),
  endpoint: z.strictObject(endpointFields).prefault({}).describe("The API server's endpoint."),
  nodePools: z
    .record(label(40), nodePool)
    .default({ general: nodePool.parse({ min: 3, max: 12 }) })
    .describe("Managed node groups, by name."),
});

export const eksProfiles: ProfileDefaults = { development: {}, ephemeral: {} };
