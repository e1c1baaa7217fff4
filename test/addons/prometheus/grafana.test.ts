import assert from "node:assert/strict";
import type { AddonContext } from "../../../components/addons/addon";
import { grafanaValues } from "../../../components/addons/prometheus/grafana";
import { options } from "../../../components/addons/prometheus/options";
import { all, only } from "../../support/plan";
import { at, planOptions, releaseOf, secure, valueIn } from "./support";

const host = "grafana.example.com";
const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
const tls = { certificate, privateKey: secure };
const sso = {
  provider: "keycloak",
  issuer: "https://id.example.com/realms/main",
  clientId: "grafana",
  clientSecret: secure,
};
const loadBalancer = { internal: { scheme: "internal" }, internet: { scheme: "internet-facing" } };

const env = async (grafana: object) => valueIn(await planOptions({ grafana }), "grafana.env");

describe("prometheus's grafana", () => {
  it("is reached by nobody from outside, and has no default password", async () => {
    const plan = await planOptions({});
    const grafana = valueIn(plan, "grafana");
    assert.equal(at(grafana, "service"), undefined);
    assert.equal(at(grafana, "ingress"), undefined);
    assert.equal(at(grafana, "adminPassword"), undefined, "the chart makes a random one");
    assert.equal(at(grafana, "admin"), undefined);
    assert.equal(at(grafana, "env", "GF_AUTH_ANONYMOUS_ENABLED"), "false");
    assert.equal(at(grafana, "env", "GF_USERS_ALLOW_SIGN_UP"), "false");
  });

  it("takes the administrator's password from a Secret of ours", async () => {
    const plan = await planOptions({ grafana: { adminPassword: secure } });
    assert.deepEqual(valueIn(plan, "grafana.admin"), { existingSecret: "grafana-admin" });
    const secret = only(plan, "kubernetes:core/v1:Secret", "prometheus-grafana-admin");
    assert.equal(secret.inputs.stringData, "[secret]");
    assert.doesNotMatch(JSON.stringify(releaseOf(plan).inputs.values), /\[secret\]/);
    assert.equal(at(plan.outputs, "addons", "prometheus", "grafanaPassword"), undefined);
  });

  it("finds dashboards in ConfigMaps of every namespace, and may read no Secret", async () => {
    const plan = await planOptions({});
    assert.equal(valueIn(plan, "grafana.defaultDashboardsEnabled"), true);
    assert.equal(valueIn(plan, "grafana.sidecar.dashboards.searchNamespace"), "ALL");
    assert.equal(valueIn(plan, "grafana.sidecar.dashboards.resource"), "configmap");
    assert.equal(valueIn(plan, "grafana.sidecar.datasources.resource"), "configmap");
    assert.equal(valueIn(plan, "grafana.rbac.create"), false);
    const role = (valueIn(plan, "extraManifests") as unknown[]).find((it) => at(it, "kind") === "ClusterRole");
    assert.deepEqual(at(role, "rules"), [
      { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
    ]);
  });

  it("has a DNS name made for its load balancer where something makes them", () => {
    const chosen = options.parse({ grafana: { exposure: "internal", host } });
    const annotations = (on: string) => {
      const context = { facts: { loadBalancer }, on: (name: string) => name === on } as unknown as AddonContext;
      return at(grafanaValues(context, chosen), "service", "annotations");
    };
    assert.deepEqual(annotations("none"), { scheme: "internal" });
    assert.deepEqual(annotations("external-dns"), {
      scheme: "internal",
      "external-dns.alpha.kubernetes.io/hostname": host,
    });
  });

  it("gets a load balancer of the asked kind and ends TLS itself", async () => {
    for (const exposure of ["internal", "internet"] as const) {
      const grafana = { exposure, host, tls, sso, allowedCidrs: ["203.0.113.0/24"] };
      const plan = await planOptions({ grafana }, { loadBalancer });
      assert.deepEqual(valueIn(plan, "grafana.service"), {
        type: "LoadBalancer",
        port: 443,
        annotations: loadBalancer[exposure],
        loadBalancerSourceRanges: ["203.0.113.0/24"],
      });
      assert.equal(valueIn(plan, "grafana.env.GF_SERVER_PROTOCOL"), "https");
      assert.equal(valueIn(plan, "grafana.env.GF_SERVER_ROOT_URL"), `https://${host}`);
      assert.equal(valueIn(plan, "grafana.readinessProbe.httpGet.scheme"), "HTTPS");
      assert.equal(valueIn(plan, "grafana.serviceMonitor.scheme"), "https");
      assert.match(String(valueIn(plan, "grafana.sidecar.datasources.reloadURL")), /^https:/);
      assert.equal(valueIn(plan, "grafana.sidecar.datasources.resource"), "configmap");
      const [mount] = valueIn(plan, "grafana.extraSecretMounts") as unknown[];
      assert.equal(at(mount, "secretName"), "grafana-tls");
      const secret = only(plan, "kubernetes:core/v1:Secret", "prometheus-grafana-tls");
      assert.equal(secret.inputs.type, "kubernetes.io/tls");
      assert.equal(at(plan.outputs, "addons", "prometheus", "grafana"), `https://${host}`);
    }
  });

  it("stands behind an ingress controller when its class is given", async () => {
    const grafana = { exposure: "internal", host, ingressClass: "nginx", tls: { secretName: "own-certificate" } };
    const plan = await planOptions({ grafana });
    assert.deepEqual(valueIn(plan, "grafana.ingress"), {
      enabled: true,
      ingressClassName: "nginx",
      hosts: [host],
      tls: [{ secretName: "own-certificate", hosts: [host] }],
    });
    assert.equal(valueIn(plan, "grafana.service"), undefined);
    assert.equal(valueIn(plan, "grafana.env.GF_SERVER_PROTOCOL"), undefined);
    assert.deepEqual(all(plan, "kubernetes:core/v1:Secret"), []);
  });

  it("signs people in by OpenID Connect, with the client's secret in a Secret", async () => {
    const roles = { admin: ["ops"], editor: ["dev", "web"] };
    const plan = await planOptions({ grafana: { sso: { ...sso, roles } } });
    const given = valueIn(plan, "grafana.env");
    const oauth = (name: string) => at(given, `GF_AUTH_GENERIC_OAUTH_${name}`);
    assert.equal(at(given, "GF_AUTH_DISABLE_LOGIN_FORM"), "true");
    assert.equal(oauth("AUTH_URL"), `${sso.issuer}/protocol/openid-connect/auth`);
    assert.equal(oauth("TOKEN_URL"), `${sso.issuer}/protocol/openid-connect/token`);
    assert.equal(oauth("API_URL"), `${sso.issuer}/protocol/openid-connect/userinfo`);
    assert.equal(
      oauth("ROLE_ATTRIBUTE_PATH"),
      "contains(groups[*], 'ops') && 'Admin' || contains(groups[*], 'dev') && 'Editor' || contains(groups[*], 'web') && 'Editor' || 'Viewer'",
    );
    assert.equal(oauth("ROLE_ATTRIBUTE_STRICT"), "true");
    assert.equal(oauth("CLIENT_SECRET"), undefined);
    assert.deepEqual(valueIn(plan, "grafana.envValueFrom"), {
      GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { secretKeyRef: { name: "grafana-sso", key: "client-secret" } },
    });
    const secret = only(plan, "kubernetes:core/v1:Secret", "prometheus-grafana-sso");
    assert.equal(secret.inputs.stringData, "[secret]");
  });

  it("lets in only members of the groups, once there is one for viewers", async () => {
    const given = await env({ sso: { ...sso, roles: { viewer: ["staff"] } } });
    const role = at(given, "GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH");
    assert.equal(role, "contains(groups[*], 'staff') && 'Viewer'");
  });

  it("knows Entra's addresses, which are not all under the issuer", async () => {
    const issuer = "https://login.microsoftonline.com/tenant/v2.0";
    const given = await env({ sso: { ...sso, provider: "entra", issuer } });
    const url = "https://login.microsoftonline.com/tenant/oauth2/v2.0";
    assert.equal(at(given, "GF_AUTH_GENERIC_OAUTH_AUTH_URL"), `${url}/authorize`);
    assert.equal(at(given, "GF_AUTH_GENERIC_OAUTH_TOKEN_URL"), `${url}/token`);
    assert.equal(at(given, "GF_AUTH_GENERIC_OAUTH_API_URL"), "https://graph.microsoft.com/oidc/userinfo");
  });

  it("keeps what is made by hand on a volume if asked to, one pod at a time", async () => {
    const plan = await planOptions({ grafana: { persistence: { enabled: true } } }, { storageClass: "encrypted" });
    const persistence = { enabled: true, type: "pvc", storageClassName: "encrypted", size: "10Gi" };
    assert.deepEqual(valueIn(plan, "grafana.persistence"), persistence);
    assert.deepEqual(valueIn(plan, "grafana.deploymentStrategy"), { type: "Recreate" });
  });

  it("can be left out, with its Secrets and roles", async () => {
    const plan = await planOptions({ grafana: { enabled: false, adminPassword: secure, sso } });
    assert.deepEqual(valueIn(plan, "grafana"), { enabled: false });
    assert.deepEqual(all(plan, "kubernetes:core/v1:Secret"), []);
    assert.equal(at(plan.outputs, "addons", "prometheus", "grafana"), undefined);
  });
});
