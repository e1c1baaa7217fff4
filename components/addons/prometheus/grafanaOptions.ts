import { z } from "zod";
import { cidr, host, label, quantity, secret, url } from "../../config/fields";
import { providerNames } from "./sso";

const group = z.string().regex(/^[^'"\\\s][^'"\\\n]*$/, { error: "a group's name or id without quotes" });
const groups = (text: string) => z.array(group).default([]).describe(text);

const sso = z.strictObject({
  provider: z
    .enum(providerNames)
    .default("generic")
    .describe("Whose addresses and scopes to use. generic: those in `endpoints`."),
  issuer: url("https").optional().describe("The issuer's address, for every provider but generic."),
  endpoints: z
    .strictObject({
      authorization: url("https").describe("The authorization endpoint."),
      token: url("https").describe("The token endpoint."),
      userinfo: url("https").describe("The userinfo endpoint."),
    })
    .optional()
    .describe("The provider's endpoints, instead of the ones that follow from the issuer."),
  clientId: z.string().min(1).describe("The client's id."),
  clientSecret: secret().describe("The client's secret."),
  scopes: z.array(z.string().min(1)).min(1).optional().describe("Scopes to ask for; unset, the provider's usual ones."),
  groupsClaim: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "a claim's name, such as groups" })
    .default("groups")
    .describe("The claim that lists a user's groups."),
  roles: z
    .strictObject({
      admin: groups("Groups whose members administer Grafana."),
      editor: groups("Groups whose members may edit dashboards."),
      viewer: groups("Groups whose members may look. None: everyone who can sign in may."),
    })
    .prefault({})
    .describe("Who may do what. Nobody who is in none of the groups gets in, if viewer names any."),
});

const tls = z.strictObject({
  secretName: label(253).optional().describe("A Secret of type kubernetes.io/tls in the namespace monitoring."),
  certificate: z
    .string()
    .startsWith("-----BEGIN CERTIFICATE-----", { error: "a PEM certificate, from -----BEGIN CERTIFICATE----- on" })
    .optional()
    .describe("The certificate chain, PEM."),
  privateKey: secret().optional().describe("Its private key, PEM."),
});

export const grafanaOptions = z.strictObject({
  enabled: z.boolean().default(true).describe("Dashboards."),
  adminPassword: secret()
    .optional()
    .describe("The password of the user admin. Unset, the chart makes a random one in the cluster and keeps it."),
  exposure: z
    .enum(["none", "internal", "internet"])
    .default("none")
    .describe("none: by port-forward only. internal: a load balancer in the network. internet: one facing it."),
  host: host()
    .optional()
    .describe("The name it is reached by. With exposure none, through a route of your own that ends TLS."),
  tls: tls.optional().describe("The certificate for it: the name of a Secret, or the certificate and its key."),
  ingressClass: label(253).optional().describe("An Ingress of this class instead of a load balancer of its own."),
  allowedCidrs: z.array(cidr()).default([]).describe("Networks that the load balancer lets in. None: all."),
  sso: sso.optional().describe("Single sign-on by OpenID Connect. With it the login form is off."),
  persistence: z
    .strictObject({
      enabled: z.boolean().default(false).describe("Keep what is made by hand in Grafana on a volume."),
      size: quantity().default("10Gi").describe("The volume's size."),
      class: z.string().min(1).optional().describe("Its storage class; unset, the cluster's encrypted default."),
    })
    .prefault({})
    .describe("Dashboards and data sources come from the cluster; only what is made by hand needs a volume."),
});

export type GrafanaOptions = z.output<typeof grafanaOptions>;
export type SsoOptions = z.output<typeof sso>;
