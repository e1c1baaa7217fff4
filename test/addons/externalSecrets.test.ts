import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import {
  type CloudName,
  clusters,
  everywhere,
  findingsOf,
  objectsIn,
  planned,
  policiesIn,
  type Tree,
  valuesIn,
} from "./cloudPlans";

const release = "external-secrets-external-secrets";
const vaultId =
  "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/secrets/providers/Microsoft.KeyVault/vaults/platform";
const onAzure = { ...clusters.aks, secretsVault: vaultId };

const addon = (options: object = {}) => ({ "external-secrets": options });

async function storeOn(cloud: CloudName, options: object = {}, profile: "production" | "development" = "production") {
  const { cloud: store } = objectsIn(await planned(cloud, addon(options), { profile }), "ClusterSecretStore");
  return store?.spec ?? assert.fail("no store");
}

describe("external-secrets", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`plans without a finding on ${cloud} for ${profile}`, async () => {
        const watched = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...watched, ...addon() }, watched), []);
      });

  it("runs each part twice in production, apart and with a budget, and once in development", async () => {
    const values = valuesIn(await planned("eks", addon()), release);
    for (const part of [values, values.webhook, values.certController]) {
      assert.equal(part?.replicaCount, 2);
      assert.deepEqual(part?.podDisruptionBudget, { enabled: true, maxUnavailable: 1 });
    }
    assert.equal(values.leaderElect, true);
    const small = valuesIn(await planned("eks", addon(), { profile: "development" }), release);
    assert.equal(small.certController?.replicaCount, 1);
  });

  it("may make tokens of no service account", async () => {
    assert.deepEqual(valuesIn(await planned("eks", addon()), release).rbac, { serviceAccountTokenCreate: false });
  });

  it("keeps the definitions, and with them the Secrets, when it goes", async () => {
    const { crds } = valuesIn(await planned("eks", addon()), release);
    assert.deepEqual(crds, { annotations: { "helm.sh/resource-policy": "keep" } });
  });

  it("reads the cluster's own secrets in AWS Secrets Manager and no others", async () => {
    assert.deepEqual((await storeOn("eks")).provider, { aws: { service: "SecretsManager", region: "eu-west-1" } });
    const plan = await planned("eks", addon());
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "test-external-secrets-external-secrets");
    assert.match(String(inputs.policy), /secretsmanager:eu-west-1:[^"]*:secret:test\/\*"/);
    assert.doesNotMatch(String(inputs.policy), /PutSecretValue|CreateSecret|DeleteSecret/);
  });

  it("reads those with another prefix where that is written", async () => {
    const plan = await planned("eks", addon({ cloud: { prefix: "shared/" } }));
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "test-external-secrets-external-secrets");
    assert.match(String(inputs.policy), /:secret:shared\/\*"/);
  });

  it("reads the cluster's own secrets in Google Secret Manager", async () => {
    assert.deepEqual((await storeOn("gke")).provider, { gcpsm: { projectID: "platform-123456" } });
    const members = all(await planned("gke", addon()), "gcp:projects/iAMMember:IAMMember");
    const found = members.find(({ inputs }) => inputs.role === "roles/secretmanager.secretAccessor");
    assert.match(JSON.stringify(found?.inputs.condition), /startsWith\(\\"test-\\"\)/);
  });

  it("reads in the Key Vault that the cluster's config names", async () => {
    const plan = await planOf({ cluster: onAzure, addons: addon() });
    const { cloud: store } = objectsIn(plan, "ClusterSecretStore");
    assert.deepEqual(store?.spec?.provider, {
      azurekv: { authType: "WorkloadIdentity", vaultUrl: "https://platform.vault.azure.net" },
    });
    const roles = all(plan, "azure-native:authorization:RoleAssignment").filter(
      ({ inputs }) => inputs.scope === vaultId,
    );
    assert.equal(roles.length, 1);
    assert.deepEqual(valuesIn(plan, release).podLabels, { "azure.workload.identity/use": "true" });
  });

  it("has no store and no rights where there is no secret manager, or where it is switched off", async () => {
    for (const cloud of ["existing", "aks"] as const)
      assert.deepEqual(objectsIn(await planned(cloud, addon()), "ClusterSecretStore"), {});
    const plan = await planned("eks", addon({ cloud: { enabled: false } }));
    assert.deepEqual(objectsIn(plan, "ClusterSecretStore"), {});
    assert.deepEqual(
      all(plan, "aws:iam/rolePolicy:RolePolicy").filter(({ name }) => name.includes("external")),
      [],
    );
  });

  it("lets only labelled namespaces in in production, all in development, and those named anywhere", async () => {
    assert.deepEqual((await storeOn("eks")).conditions, [
      { namespaceSelector: { matchLabels: { "external-secrets.io/stores": "open" } } },
    ]);
    assert.equal((await storeOn("eks", {}, "development")).conditions, undefined);
    assert.deepEqual((await storeOn("eks", { namespaces: ["shop"] })).conditions, [{ namespaces: ["shop"] }]);
  });

  it("refuses a store of nothing, and prefixes that names there cannot have", () => {
    const lines = (cluster: object, cloud: object) => problemsOf({ cluster, addons: addon({ cloud }) }).join("\n");
    assert.match(lines(clusters.aks, { enabled: true }), /cloud\.enabled: .*cluster\.secretsVault set/);
    assert.match(lines(clusters.existing, { enabled: true }), /cloud\.enabled: .*on EKS, AKS and GKE/);
    assert.match(lines(onAzure, { prefix: "prod-" }), /allowed: a prefix on AWS and Google Cloud/);
    assert.match(lines(clusters.gke, { prefix: "prod/" }), /letters, digits, '-' and '_'/);
    assert.deepEqual(problemsOf({ cluster: onAzure, addons: addon() }), []);
  });

  it("lets nothing in but the API server's calls, and Prometheus where it is on", async () => {
    const alone = policiesIn(await planned("existing", addon()), "external-secrets");
    assert.deepEqual(Object.keys(alone).sort(), ["allow-webhook", "default-deny"]);
    const watched = policiesIn(await planned("existing", { prometheus: {}, ...addon() }), "external-secrets");
    assert.ok(watched["allow-metrics"] !== undefined);
  });

  it("takes every image from the mirror", async () => {
    const plan = await planned("existing", addon(), { mirror: { images: "registry.example.com/m" } });
    const values = valuesIn(plan, release);
    for (const part of [values, values.webhook, values.certController] as readonly (Tree | undefined)[])
      assert.equal(part?.image?.repository, "registry.example.com/m/external-secrets/external-secrets");
  });

  it("has alerts, monitors and a dashboard where Prometheus is on, and else none", async () => {
    const watched = await planned("existing", { prometheus: {}, ...addon() });
    assert.equal(valuesIn(watched, release).serviceMonitor?.enabled, true);
    assert.ok(objectsIn(watched, "PrometheusRule")["external-secrets"] !== undefined);
    const alone = await planned("existing", addon());
    assert.equal(valuesIn(alone, release).serviceMonitor?.enabled, false);
    assert.deepEqual(objectsIn(alone, "PrometheusRule"), {});
  });
});
