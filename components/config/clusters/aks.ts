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
  instance: z.string().default("Standard_D4s_v5").describe("The virtual machine size."),
  ...nodePoolFields,
});

export const aksCluster = z.strictObject({
  cloud: z.literal("aks").describe("Azure Kubernetes Service."),
  profile: profile(),
  name: label(63).optional().describe("The cluster's name; unset, the stack's."),
  region: z.string().describe("The Azure region, such as westeurope."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version."),
  previousVersion: previousVersion(),
  network: z
    .strictObject({ cidr: networkCidr("The virtual network's network.").default("10.20.0.0/16"), ...networkFields })
    .prefault({})
    .describe("The virtual network."),
  endpoint: z.strictObject(endpointFields).prefault({}).describe("The API server's endpoint."),
  nodePools: z
    .record(label(12), nodePool)
    .default({ general: nodePool.parse({ min: 3, max: 12 }) })
    .describe("Agent pools, by name."),
});

export const aksProfiles: ProfileDefaults = { development: {}, ephemeral: {} };
