import { z } from "zod";
import { label, secret, url } from "../../config/fields";

// A group as it stands in a token: an id, a path or a name. Quotes would end the policy line's field.
const group = () =>
  z.string().regex(/^[^"\n\r]{1,256}$/, { error: "a group's name or id of 1 to 256 characters without quotes" });

/** Dex's connectors and the field of each that takes its secret. Source: Dex's documentation of connectors. */
export const connectorSecretFields = {
  github: "clientSecret",
  gitlab: "clientSecret",
  "bitbucket-cloud": "clientSecret",
  google: "clientSecret",
  microsoft: "clientSecret",
  linkedin: "clientSecret",
  gitea: "clientSecret",
  oidc: "clientSecret",
  oauth: "clientSecret",
  ldap: "bindPW",
  saml: undefined,
  authproxy: undefined,
} as const;

const connectorTypes = Object.keys(connectorSecretFields) as (keyof typeof connectorSecretFields)[];

const connector = z.strictObject({
  type: z.enum(connectorTypes).describe("Dex's connector type."),
  id: label(40).describe("The connector's id, unique."),
  name: z.string().min(1).describe("What the sign-in button says."),
  config: z.record(z.string(), z.unknown()).default({}).describe("Dex's settings of it, without its secret."),
  secret: secret().optional().describe("Its client secret (ldap: the bind password)."),
});

/** Single sign-on: an OpenID Connect issuer, or Dex's connectors for what speaks no OpenID Connect. */
export const ssoOptions = z.strictObject({
  name: z.string().min(1).default("SSO").describe("What the sign-in button says."),
  issuer: url("https").optional().describe("The OpenID Connect issuer."),
  clientId: z.string().min(1).optional().describe("The client's id at the issuer."),
  clientSecret: secret().optional().describe("The client's secret; unset, a public client with PKCE."),
  cliClientId: z.string().min(1).optional().describe("A public client for the command line; unset, the same client."),
  connectors: z.array(connector).default([]).describe("Dex's connectors, instead of an issuer."),
  scopes: z
    .array(z.string().min(1))
    .default(["openid", "profile", "email", "groups"])
    .describe("Scopes that are asked for; Microsoft Entra ID knows no groups scope."),
  groupsClaim: z
    .string()
    .regex(/^[^\s[\],"]+$/, { error: "a claim's name" })
    .default("groups")
    .describe("The claim that holds the groups."),
  adminGroups: z.array(group()).default([]).describe("Groups that may do everything."),
  readonlyGroups: z.array(group()).default([]).describe("Groups that may see everything."),
});

export type SsoOptions = z.output<typeof ssoOptions>;
