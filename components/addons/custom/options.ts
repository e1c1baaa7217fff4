import { z } from "zod";
import { chartValues, chartVersion, label, url } from "../../config/fields";

const namespaceName = () => label(63);
const port = () => z.int().min(1).max(65_535);

const opening = z.strictObject({
  ports: z.array(port()).min(1).describe("The pods' ports."),
  from: z
    .union([z.enum(["anyone", "prometheus"]), z.array(namespaceName()).min(1)])
    .describe(
      "Who comes in: anyone, such as a load balancer or the API server; Prometheus; or pods of these namespaces.",
    ),
});

const way = z.strictObject({
  ports: z.array(port()).min(1).optional().describe("The ports; unset, all."),
  to: z
    .union([z.enum(["anywhere"]), z.array(namespaceName()).min(1)])
    .describe("Where pods may go: anywhere, or to pods of these namespaces."),
});

const identity = z.strictObject({
  serviceAccount: label(63).describe("The service account that the chart makes for its pods."),
  annotationsAt: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, {
      error: "a path in the chart's values, such as serviceAccount.annotations",
    })
    .default("serviceAccount.annotations")
    .describe("Where the chart takes the service account's annotations."),
  podLabelsAt: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, { error: "a path in the chart's values, such as podLabels" })
    .default("podLabels")
    .describe("Where the chart takes labels of its pods, which AKS' workload identity needs."),
  secrets: z.string().min(1).optional().describe("It may read the cloud's secrets whose names start like this."),
  dnsZones: z.array(z.string().min(1)).default([]).describe("DNS zones in which it may change records."),
  bucket: label(20).optional().describe("It gets an object store of its own of this name, which it reads and writes."),
  volumeSnapshots: z.boolean().default(false).describe("It may snapshot the cloud's volumes."),
  loadBalancers: z.boolean().default(false).describe("It may manage the cloud's load balancers."),
});

/** One release of a chart of the user's. */
export const release = z.strictObject({
  chart: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/, { error: "a chart's name, without its repository" })
    .describe("The chart's name in the repository."),
  repository: url("https", "oci").describe("The chart's repository, or the oci:// folder that it is in."),
  version: chartVersion().describe("The chart's exact version."),
  namespace: namespaceName().optional().describe("The namespace, which it has for itself; unset, the release's name."),
  podSecurity: z
    .enum(["restricted", "baseline", "privileged"])
    .default("restricted")
    .describe("The namespace's Pod Security level."),
  values: chartValues().default({}).describe("The chart's values."),
  after: z
    .array(label(63))
    .default([])
    .describe("Add-ons, or releases here, that it is installed after and uninstalled before; each must be on."),
  identity: identity.optional().describe("Rights in the cloud, through workload identity."),
  traffic: z
    .union([
      z.enum(["open"]),
      z.strictObject({
        ingress: z.array(opening).default([]).describe("What comes in, besides pods of the namespace."),
        egress: z.array(way).default([]).describe("Where pods go, besides the namespace, DNS and ports 443 and 6443."),
      }),
    ])
    .prefault({})
    .describe("The namespace's network policies; open for none."),
  webhookPorts: z.array(port()).default([]).describe("Ports of pods on which the API server calls webhooks."),
  leavesThingsBehind: z
    .boolean()
    .default(true)
    .describe("Uninstall it before the cluster goes: what makes load balancers, disks or DNS records must be."),
  timeout: z.int().min(30).max(3600).default(600).describe("Seconds until a release that is not ready has failed."),
});

export const options = z.strictObject({
  releases: z.record(label(40), release).default({}).describe("The releases by name."),
});

export type CustomOptions = z.output<typeof options>;
export type CustomRelease = z.output<typeof release>;
