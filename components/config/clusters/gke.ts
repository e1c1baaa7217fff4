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
  instance: z.string().default("e2-standard-4").describe("The machine type."),
  ...nodePoolFields,
});

export const gkeCluster = z.strictObject({
  cloud: z.literal("gke").describe("Google Kubernetes Engine."),
  profile: profile(),
  name: label(40).optional().describe("The cluster's name; unset, the stack's."),
  project: z.string().describe("The Google Cloud project id."),
  region: z.string().describe("The Google Cloud region, such as europe-west1."),
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
    .describe("Node pools, by name."),
});

export const gkeProfiles: ProfileDefaults = { development: {}, ephemeral: {} };
