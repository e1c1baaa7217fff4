import type { SsoOptions } from "./grafanaOptions";

interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
}

interface Provider {
  endpoints(issuer: string): Endpoints;
  readonly scopes: readonly string[];
}

const basic = ["openid", "profile", "email"];

/** Endpoints under the issuer. Grafana does not read an issuer's discovery document, so they are spelt out. */
const under = (authorization: string, token: string, userinfo: string) => (issuer: string) => ({
  authorization: `${issuer}${authorization}`,
  token: `${issuer}${token}`,
  userinfo: `${issuer}${userinfo}`,
});

// Sources: the OpenID Connect pages of Keycloak, Dex, Okta, Auth0 and Microsoft Entra ID.
const providers: Readonly<Record<"keycloak" | "dex" | "okta" | "auth0" | "entra", Provider>> = {
  keycloak: {
    endpoints: under(
      "/protocol/openid-connect/auth",
      "/protocol/openid-connect/token",
      "/protocol/openid-connect/userinfo",
    ),
    scopes: basic,
  },
  dex: { endpoints: under("/auth", "/token", "/userinfo"), scopes: [...basic, "groups"] },
  okta: { endpoints: under("/v1/authorize", "/v1/token", "/v1/userinfo"), scopes: [...basic, "groups"] },
  auth0: { endpoints: under("/authorize", "/oauth/token", "/userinfo"), scopes: basic },
  entra: {
    endpoints: (issuer) => ({
      ...under("/oauth2/v2.0/authorize", "/oauth2/v2.0/token", "")(issuer.replace(/\/v2\.0$/, "")),
      userinfo: "https://graph.microsoft.com/oidc/userinfo",
    }),
    scopes: basic,
  },
};

export const providerNames = ["generic", "keycloak", "dex", "okta", "auth0", "entra"] as const;

/** The key of the client's secret in the Secret. */
export const ssoSecretKey = "client-secret";

// A JMESPath expression that gives the highest role of a user's groups. Source: Grafana, "Configure generic OAuth".
function rolePath({ groupsClaim, roles }: SsoOptions): string {
  const having = (role: string, groups: readonly string[]) =>
    groups.map((group) => `contains(${groupsClaim}[*], '${group}') && '${role}'`);
  const viewers = roles.viewer.length === 0 ? ["'Viewer'"] : having("Viewer", roles.viewer);
  return [...having("Admin", roles.admin), ...having("Editor", roles.editor), ...viewers].join(" || ");
}

/** Grafana's section `auth.generic_oauth`, but for the secret. */
export function oauthSettings(sso: SsoOptions): Readonly<Record<string, string | boolean>> {
  const known = sso.provider === "generic" ? undefined : providers[sso.provider];
  const endpoints = sso.endpoints ?? known?.endpoints((sso.issuer ?? "").replace(/\/$/, ""));
  return {
    enabled: true,
    name: "Single sign-on",
    client_id: sso.clientId,
    scopes: (sso.scopes ?? known?.scopes ?? basic).join(" "),
    auth_url: endpoints?.authorization ?? "",
    token_url: endpoints?.token ?? "",
    api_url: endpoints?.userinfo ?? "",
    use_pkce: true,
    allow_sign_up: true,
    groups_attribute_path: sso.groupsClaim,
    role_attribute_path: rolePath(sso),
    role_attribute_strict: true,
  };
}
