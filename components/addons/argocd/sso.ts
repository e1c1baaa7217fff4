import * as pulumi from "@pulumi/pulumi";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import { secretObject, yamlText } from "./names";
import type { ArgocdOptions } from "./options";
import { fixed } from "./sizes";
import { connectorSecretFields, type SsoOptions } from "./ssoOptions";

const ssoSecret = "argocd-sso";
const clientSecretKey = "client-secret";

/** True where the built-in admin account is on: without another way in, or because the user says so. */
export function adminEnabled(options: ArgocdOptions): boolean {
  return options.admin ?? options.sso === undefined;
}

/** Who may sign in and what they may do. Secrets stand here only as `$secret:key`. */
export function accessValues(context: AddonContext, options: ArgocdOptions): Values {
  const { sso } = options;
  const federated = sso !== undefined && sso.connectors.length > 0;
  const watched = context.on("prometheus");
  return {
    dex: federated
      ? {
          enabled: true,
          image: { repository: context.image("ghcr.io/dexidp/dex") },
          resources: fixed.dex,
          initImage: { resources: fixed.copyutil },
          livenessProbe: { enabled: true },
          readinessProbe: { enabled: true },
          metrics: { enabled: watched, serviceMonitor: { enabled: watched } },
        }
      : { enabled: false },
    configs: {
      cm: {
        "admin.enabled": adminEnabled(options),
        "exec.enabled": false,
        ...(sso === undefined ? {} : federated ? dexConfig(sso) : oidcConfig(sso)),
      },
      rbac: {
        "policy.default": options.rbac.defaultRole === "readonly" ? "role:readonly" : "",
        "policy.csv": policyLines(options).join("\n"),
        scopes: `[${sso?.groupsClaim ?? "groups"}]`,
      },
    },
  };
}

function oidcConfig(sso: SsoOptions): Readonly<Record<string, string>> {
  const proof =
    sso.clientSecret === undefined
      ? { enablePKCEAuthentication: true }
      : { clientSecret: `$${ssoSecret}:${clientSecretKey}` };
  const config = {
    name: sso.name,
    issuer: sso.issuer,
    clientID: sso.clientId,
    ...proof,
    ...(sso.cliClientId === undefined ? {} : { cliClientID: sso.cliClientId }),
    requestedScopes: sso.scopes,
    requestedIDTokenClaims: { [sso.groupsClaim]: { essential: true } },
  };
  return { "oidc.config": yamlText(config) };
}

function dexConfig(sso: SsoOptions): Readonly<Record<string, string>> {
  const connectors = sso.connectors.map(({ type, id, name, config, secret }) => {
    const field = connectorSecretFields[type];
    const reference = field !== undefined && secret !== undefined ? { [field]: `$${ssoSecret}:${id}` } : {};
    return { type, id, name, config: { ...config, ...reference } };
  });
  return { "dex.config": yamlText({ connectors }) };
}

// Quoted, since a group's name may hold a comma. Source: Argo CD's "RBAC Configuration".
function policyLines({ sso, rbac }: ArgocdOptions): readonly string[] {
  const roles = { admin: sso?.adminGroups ?? [], readonly: sso?.readonlyGroups ?? [] };
  const groups = Object.entries(roles).flatMap(([role, names]) => names.map((name) => `g, "${name}", role:${role}`));
  return [...groups, ...rbac.policies];
}

/** The secrets of the issuer's client and of Dex's connectors, in an object of their own. */
export function ssoSecrets({ sso }: ArgocdOptions): readonly ObjectSpec[] {
  if (sso === undefined) return [];
  const connectors = sso.connectors.map(({ id, secret }) => [id, secret] as const);
  const all = [[clientSecretKey, sso.clientSecret] as const, ...connectors];
  const held = all.flatMap(([key, value]) => (value === undefined ? [] : [[key, pulumi.secret(value.reveal())]]));
  return held.length === 0 ? [] : [secretObject("sso", ssoSecret, Object.fromEntries(held))];
}
