import assert from "node:assert/strict";
import { parse } from "yaml";
import { all, only, planOf, problemsOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };
const secure = { secure: "v1:ciphertext" };
const sso = {
  issuer: "https://id.example.com",
  clientId: "argocd",
  clientSecret: secure,
  adminGroups: ["platform"],
  readonlyGroups: ["team: shop, all"],
};

type Texts = Readonly<Record<string, string>>;

async function planWith(argocd: object) {
  const plan = await planOf({ cluster, addons: { argocd } });
  const { inputs } = only(plan, "kubernetes:helm.sh/v3:Release", "argocd-argocd");
  const values = inputs.values as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const part = (name: string) => values.configs?.[name] as Texts;
  return { plan, values, cm: part("cm"), rbac: part("rbac"), secret: part("secret") };
}

function problems(argocd: object): readonly string[] {
  return problemsOf({ cluster, addons: { argocd } });
}

describe("signing in to Argo CD", () => {
  it("is by the built-in admin while there is no single sign-on, and Dex is off", async () => {
    const { cm, values } = await planWith({});
    assert.equal(cm["admin.enabled"], true);
    assert.deepEqual(values.dex, { enabled: false });
    assert.match(problems({ admin: false })[0] ?? "", /argocd\.admin: found false without sso/);
  });

  it("is through OpenID Connect, with the client's secret in an object of its own", async () => {
    const { plan, cm } = await planWith({ sso });
    assert.equal(cm["admin.enabled"], false);
    const oidc = parse(cm["oidc.config"] ?? "") as Readonly<Record<string, unknown>>;
    assert.equal(oidc.issuer, "https://id.example.com");
    assert.equal(oidc.clientID, "argocd");
    assert.equal(oidc.clientSecret, "$argocd-sso:client-secret");
    const secret = only(plan, "kubernetes:core/v1:Secret", "argocd-sso");
    assert.equal(secret.inputs.stringData, "[secret]");
    assert.deepEqual((secret.inputs.metadata as { labels: object }).labels, { "app.kubernetes.io/part-of": "argocd" });
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "argocd-argocd");
    assert.ok(release.dependsOn.includes(secret.urn));
  });

  it("uses PKCE for a client without a secret", async () => {
    const { clientSecret: _, ...open } = sso;
    const { plan, cm } = await planWith({ sso: open });
    const oidc = parse(cm["oidc.config"] ?? "") as Readonly<Record<string, unknown>>;
    assert.equal(oidc.enablePKCEAuthentication, true);
    assert.equal(oidc.clientSecret, undefined);
    assert.ok(all(plan, "kubernetes:core/v1:Secret").every(({ name }) => name !== "argocd-sso"));
  });

  it("gives groups their roles and everybody else nothing", async () => {
    const { rbac } = await planWith({ sso, rbac: { policies: ["p, role:dev, applications, sync, shop/*, allow"] } });
    assert.deepEqual(rbac["policy.csv"]?.split("\n"), [
      'g, "platform", role:admin',
      'g, "team: shop, all", role:readonly',
      "p, role:dev, applications, sync, shop/*, allow",
    ]);
    assert.equal(rbac["policy.default"], "");
    const open = await planWith({ sso, rbac: { defaultRole: "readonly" } });
    assert.equal(open.rbac["policy.default"], "role:readonly");
  });

  it("goes through Dex's connectors, each with its secret by reference", async () => {
    const connectors = [
      {
        type: "github",
        id: "github",
        name: "GitHub",
        config: { clientID: "abc", orgs: [{ name: "acme" }] },
        secret: secure,
      },
      { type: "ldap", id: "directory", name: "Directory", config: { host: "ldap.example.com:636" }, secret: secure },
    ];
    const { cm, values } = await planWith({ sso: { connectors, adminGroups: ["acme:platform"] } });
    const dex = parse(cm["dex.config"] ?? "") as { connectors: { config: Texts }[] };
    assert.equal(dex.connectors[0]?.config.clientSecret, "$argocd-sso:github");
    assert.equal(dex.connectors[1]?.config.bindPW, "$argocd-sso:directory");
    assert.equal(cm["oidc.config"], undefined);
    assert.equal(values.dex?.enabled, true);
  });

  it("asks for one complete way in", () => {
    const { issuer, clientId, adminGroups } = sso;
    const connector = { type: "google", id: "google", name: "Google" };
    assert.match(problems({ sso: { adminGroups } })[0] ?? "", /argocd\.sso: found neither/);
    assert.match(problems({ sso: { issuer, adminGroups } })[0] ?? "", /argocd\.sso\.clientId: missing/);
    assert.match(
      problems({ sso: { issuer, clientId, adminGroups, connectors: [connector] } })[0] ?? "",
      /found an issuer and connectors/,
    );
    assert.match(problems({ sso: { issuer, clientId } })[0] ?? "", /argocd\.sso\.adminGroups: missing/);
    const twice = { connectors: [connector, connector], adminGroups };
    assert.match(problems({ sso: twice })[0] ?? "", /connectors\[1\]\.id: found "google"/);
    const inside = { ...connector, config: { clientSecret: secure } };
    assert.match(
      problems({ sso: { connectors: [inside], adminGroups } })[0] ?? "",
      /connectors\[0\]\.config: found a secret/,
    );
  });

  it("refuses a client secret in plain text without repeating it", () => {
    const lines = problems({ sso: { ...sso, clientSecret: "hunter2-hunter2" } });
    assert.match(lines[0] ?? "", /argocd\.sso\.clientSecret: found a secret in plain text/);
    assert.ok(lines.every((line) => !line.includes("hunter2")));
  });

  it("keeps webhook secrets out of the chart's values", async () => {
    const { plan, secret } = await planWith({ webhookSecrets: { github: secure } });
    assert.deepEqual(secret, { githubSecret: "$argocd-webhooks:github" });
    assert.equal(only(plan, "kubernetes:core/v1:Secret", "argocd-webhooks").inputs.stringData, "[secret]");
  });

  it("takes a certificate of the user's into the secret that the server watches", async () => {
    const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    const tls = { certificate, privateKey: secure };
    const { plan } = await planWith({ server: { exposure: "internal", host: "argocd.example.com", tls } });
    const { inputs } = only(plan, "kubernetes:core/v1:Secret", "argocd-server-tls");
    assert.equal(inputs.type, "kubernetes.io/tls");
    assert.equal((inputs.metadata as { name: string }).name, "argocd-server-tls");
    const half = { exposure: "internal", host: "argocd.example.com", tls: { certificate } };
    assert.match(problems({ server: half })[0] ?? "", /server\.tls\.privateKey: missing/);
  });
});

describe("Argo CD's notifications", () => {
  const slack = { token: secure, channels: ["#deployments"] };

  it("has a controller only where there is somebody to tell, since it may list every Secret", async () => {
    const runs = async (notifications: object) => {
      const { plan, values } = await planWith({ notifications });
      const held = all(plan, "kubernetes:core/v1:Secret").some(({ name }) => name === "argocd-notifications");
      return [(values.notifications as { enabled?: boolean }).enabled, held];
    };
    assert.deepEqual(await runs({}), [false, false]);
    assert.deepEqual(await runs({ webhooks: { audit: { url: "https://audit.example.com" } } }), [true, true]);
    assert.deepEqual(await runs({ enabled: true }), [true, true]);
    assert.deepEqual(await runs({ enabled: false, slack: { token: secure, channels: ["ops"] } }), [false, false]);
  });

  it("go to the channels and webhooks, with tokens by reference", async () => {
    const webhooks = { audit: { url: "https://audit.example.com/argocd", token: secure } };
    const { plan, values } = await planWith({ notifications: { slack, webhooks } });
    const notifications = values.notifications as Readonly<Record<string, Texts>>;
    assert.equal(parse(notifications.notifiers?.["service.slack"] ?? "").token, "$slack-token");
    const hook = parse(notifications.notifiers?.["service.webhook.audit"] ?? "") as { headers: { value: string }[] };
    assert.equal(hook.headers[1]?.value, "Bearer $webhook-audit-token");
    assert.deepEqual(notifications.subscriptions?.[0], {
      recipients: ["slack:deployments", "audit"],
      triggers: ["on-deployed", "on-health-degraded", "on-sync-failed", "on-sync-status-unknown"],
    });
    const secret = only(plan, "kubernetes:core/v1:Secret", "argocd-notifications");
    assert.deepEqual(notifications.secret, { create: false, name: (secret.inputs.metadata as { name: string }).name });
  });

  it("send a template that exists for every trigger", async () => {
    const { values } = await planWith({ notifications: { slack } });
    const { templates, triggers } = values.notifications as { templates: Texts; triggers: Texts };
    for (const [name, text] of Object.entries(triggers))
      for (const template of (parse(text) as { send: string[] }[]).flatMap(({ send }) => send))
        assert.ok(`template.${template}` in templates, `${name} sends ${template}`);
    const [attachment] = JSON.parse(
      (parse(templates["template.app-sync-failed"] ?? "").slack.attachments as string).replaceAll(
        /\{\{toJson [^}]*\}\}/g,
        '"x"',
      ),
    ) as { color: string }[];
    assert.equal(attachment?.color, "#E96D76");
  });

  it("refuse a recipient that nobody configured", () => {
    const subscriptions = [{ recipients: ["slack:ops"], triggers: ["on-deployed"] }];
    assert.match(problems({ notifications: { subscriptions } })[0] ?? "", /recipients\[0\]: found "slack:ops"/);
  });
});
