import { z } from "zod";
import { cidr, label } from "../../config/fields";

const listened = () =>
  z
    .string()
    .max(253)
    .regex(/^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
      error: "a DNS name such as shop.example.com, or *.example.com for all in a domain",
    });

const issuer = z.strictObject({
  name: label(63).describe("The issuer's name: acme and internal are those of the add-on cert-manager."),
  kind: z
    .enum(["ClusterIssuer", "Issuer"])
    .default("ClusterIssuer")
    .describe("Which kind of issuer. An Issuer is in the namespace gateways."),
});

const gateway = z.strictObject({
  exposure: z
    .enum(["internal", "internet", "cluster"])
    .optional()
    .describe(
      "internal: a load balancer inside the network. internet: one that faces the internet. cluster: none. Unset: internal where it is known what makes one internal, as on a cloud, else cluster.",
    ),
  hosts: z.array(listened()).min(1).max(60).describe("The names that it answers to over https, each a listener."),
  issuer: issuer.optional().describe("The cert-manager issuer of a certificate for each host."),
  secretName: label(63)
    .optional()
    .describe("Instead of an issuer, a Secret of yours in the namespace gateways with a certificate for all hosts."),
  namespaces: z
    .array(label(63))
    .min(1)
    .optional()
    .describe("The namespaces whose routes it takes; unset, all, so that who may write routes may take any host."),
  allowedCidrs: z
    .array(cidr())
    .default([])
    .describe("IPv4 networks that may reach the load balancer; none given, all that can route to it."),
  annotations: z
    .record(z.string(), z.string())
    .default({})
    .describe("More annotations on the gateway's service, laid over the cloud's."),
});

/** The options of the Gateway API. The defaults are production's. */
export const options = z.strictObject({
  controller: z
    .enum(["envoy", "istio", "none"])
    .optional()
    .describe(
      "Who runs the gateways: Envoy Gateway, or Istio; none for the resource types alone. Unset, Istio where it is on, else Envoy Gateway.",
    ),
  gateways: z.record(label(40), gateway).default({}).describe("Gateways by name, in the namespace gateways."),
  replicas: z
    .int()
    .min(1)
    .max(20)
    .default(2)
    .describe("The fewest proxies of each gateway, and how many controllers run."),
  maxReplicas: z
    .int()
    .min(1)
    .max(100)
    .default(6)
    .describe(
      "The most proxies of each gateway, which follow their processors' load. Up to the fewest, they are fixed.",
    ),
});

export type GatewayApiOptions = z.output<typeof options>;
export type GatewayOptions = z.output<typeof gateway>;

export const profiles = {
  development: { replicas: 1, maxReplicas: 1 },
  ephemeral: { replicas: 1, maxReplicas: 1 },
} satisfies Readonly<Record<string, z.input<typeof options>>>;
