import { z } from "zod";
import { cidr, host, label, secret } from "../../config/fields";

const issuer = z.strictObject({
  name: label(63).describe("The issuer's name."),
  kind: z.enum(["ClusterIssuer", "Issuer"]).default("ClusterIssuer").describe("Which kind of issuer."),
});

const tls = z.strictObject({
  issuer: issuer.optional().describe("A cert-manager issuer that signs and renews the certificate."),
  certificate: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----/, { error: "a certificate in PEM form" })
    .optional()
    .describe("A certificate chain of yours, in PEM form."),
  privateKey: secret().optional().describe("Its private key, in PEM form."),
});

const ingress = z.strictObject({
  className: label(63).describe("The ingress class."),
  annotations: z.record(z.string(), z.string()).default({}).describe("Annotations for the ingress controller."),
});

const gateway = z.strictObject({
  name: label(63).describe("The Gateway's name."),
  namespace: label(63).describe("The Gateway's namespace."),
  section: label(63).optional().describe("The listener; unset, any that takes the host."),
  caConfigMap: label(63)
    .optional()
    .describe("A ConfigMap in argocd with the authority (ca.crt) of Argo CD's certificate; unset, public authorities."),
});

/** How the API and the user interface are reached. */
export const serverOptions = z.strictObject({
  replicas: z.int().min(1).max(20).optional().describe("Replicas of the server."),
  exposure: z
    .enum(["none", "internal", "internet"])
    .default("none")
    .describe(
      "none: port-forward only. internal: from the network; needs host. internet: from everywhere; needs host, tls and sso.",
    ),
  host: host().optional().describe("The DNS name, also in links and in the sign-in's redirect."),
  tls: tls.optional().describe("The server's certificate; unset, one that it signs itself."),
  allowedCidrs: z.array(cidr()).default([]).describe("Networks that may reach the load balancer; none written, all."),
  ingress: ingress.optional().describe("Reach it through an ingress controller instead of a load balancer of its own."),
  gateway: gateway.optional().describe("Reach it through a Gateway instead of a load balancer of its own."),
});

export type ServerOptions = z.output<typeof serverOptions>;
