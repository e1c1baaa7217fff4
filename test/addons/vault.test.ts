import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Plan } from "../../planner/plan";
import { statementsIn } from "../clusters/eks/eks";
import { all, only, problemsOf } from "../support/plan";
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

const release = "vault-vault";
const secret = { secure: "v1:dG9rZW4=" };
const transit = { address: "https://vault.example.com:8200", key: "prod", token: secret };

/** Vault with a certificate, unsealed by the cloud or, where there is none, by another Vault. */
function addons(cloud: CloudName, options: object = {}) {
  const seal = cloud === "existing" ? { unseal: "transit", transit } : {};
  return { "cert-manager": {}, vault: { ...seal, ...options } };
}

const configIn = (plan: Plan) => String(valuesIn(plan, release).server?.ha?.raft?.config);

async function serverOn(cloud: CloudName, options: object = {}, profile: "production" | "development" = "production") {
  const plan = await planned(cloud, addons(cloud, options), { profile });
  return { plan, server: valuesIn(plan, release).server ?? assert.fail(), config: configIn(plan) };
}

describe("vault", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`plans without a finding on ${cloud} for ${profile}`, async () => {
        const rest = { prometheus: {}, "cert-manager": {} };
        const found = await findingsOf(
          cloud,
          profile,
          { ...rest, ...addons(cloud, { injector: { enabled: true } }) },
          rest,
        );
        // A key that may go with its stack is only mentioned.
        const mentioned = profile === "development" ? /^unprotected-stateful \S*vault/ : /^$/;
        assert.deepEqual(
          found.filter((line) => !mentioned.test(line)),
          [],
        );
      });

  it("is three servers that share what they keep, on three nodes, of which one may go", async () => {
    const { plan, server } = await serverOn("eks");
    assert.equal(server.ha?.replicas, 3);
    assert.equal(server.ha?.raft?.enabled, true);
    assert.ok(server.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined);
    assert.equal(objectsIn(plan, "PodDisruptionBudget").vault?.spec?.maxUnavailable, 1);
    const small = await serverOn("eks", {}, "development");
    assert.equal(small.server.ha?.replicas, 1);
    assert.equal(objectsIn(small.plan, "PodDisruptionBudget").vault, undefined);
  });

  it("unseals with a protected KMS key of its own, which it may use and no other", async () => {
    const { plan, config } = await serverOn("eks");
    const key = only(plan, "aws:kms/key:Key", "test-vault");
    assert.ok(key.protect);
    assert.match(config, /seal "awskms" \{\n {2}region = "eu-west-1"\n {2}kms_key_id = "\$\{test-vault\.keyId\}"/);
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "test-vault-vault");
    const [statement, ...others] = statementsIn(inputs.policy);
    assert.deepEqual(statement?.Action, ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"]);
    assert.equal(statement?.Resource, "${test-vault.arn}");
    assert.deepEqual(others, []);
  });

  it("unseals with a key in a Key Vault that only the nodes reach", async () => {
    const { plan, config, server } = await serverOn("aks");
    const keyVault = only(plan, "azure-native:keyvault:Vault", "test-aks-vault-keys");
    assert.ok(keyVault.protect);
    const { networkAcls, publicNetworkAccess } = keyVault.inputs.properties as Tree;
    assert.equal(networkAcls?.defaultAction, "Deny");
    assert.deepEqual(networkAcls?.virtualNetworkRules, [{ id: "${test-aks-nodes-subnet.id}" }]);
    assert.equal(publicNetworkAccess, "Enabled");
    const logs = only(plan, "azure-native:monitor:DiagnosticSetting", "test-aks-vault-keys-logs");
    assert.match(JSON.stringify(logs.inputs.logs), /AuditEvent/);
    const lock = only(plan, "azure-native:authorization:ManagementLockByScope", "test-aks-vault-keys-lock");
    assert.ok(lock.dependsOn.includes(logs.urn));
    const subnet = only(plan, "azure-native:network:Subnet", "test-aks-nodes-subnet");
    assert.match(JSON.stringify(subnet.inputs.serviceEndpoints), /Microsoft\.KeyVault/);
    assert.match(config, /seal "azurekeyvault" \{\n {2}tenant_id = .*\n {2}vault_name = .*\n {2}key_name = /);
    assert.deepEqual(server.extraLabels, { "azure.workload.identity/use": "true" });
    const roles = all(plan, "azure-native:authorization:RoleAssignment");
    assert.equal(roles.filter(({ inputs }) => inputs.scope === "${test-aks-vault-key.id}").length, 1);
  });

  it("unseals with a crypto key in the cluster's ring", async () => {
    const { plan, config } = await serverOn("gke");
    const key = only(plan, "gcp:kms/cryptoKey:CryptoKey", "test-key-vault");
    assert.ok(key.protect);
    assert.match(config, /seal "gcpckms" \{\n {2}project = "platform-123456"\n {2}region = "europe-west1"/);
    const members = all(plan, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember");
    const own = members.filter(({ inputs }) => inputs.cryptoKeyId === "${test-key-vault.id}");
    assert.deepEqual(own.map(({ inputs }) => inputs.role).sort(), [
      "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      "roles/cloudkms.viewer",
    ]);
  });

  it("has a key ring on Google Cloud also where nothing else is encrypted with a key", async () => {
    const cluster = { ...clusters.gke, encryption: { secrets: false, disks: false, buckets: false } };
    const plan = await planned("gke", addons("gke"), { cluster });
    assert.equal(all(plan, "gcp:kms/keyRing:KeyRing").length, 1);
    assert.ok(
      all(plan, "gcp:projects/service:Service").some(({ inputs }) => inputs.service === "cloudkms.googleapis.com"),
    );
  });

  it("unseals by another Vault, whose token is in a Secret and nowhere else", async () => {
    const { plan, config, server } = await serverOn("existing");
    assert.doesNotMatch(config, /seal "/);
    assert.equal(server.extraArgs, "-config=/vault/transit/seal.hcl");
    const found = only(plan, "kubernetes:core/v1:Secret", "vault-transit");
    assert.equal(found.inputs.stringData, "[secret]");
    assert.equal(server.extraSecretEnvironmentVars, undefined);
    const ports = JSON.stringify(policiesIn(plan, "vault")["to-engines"]?.inputs.spec).match(/"port":\d+/g);
    assert.deepEqual(ports, ['"port":8200']);
  });

  it("leaves unsealing to people on ephemeral clusters, and makes no key there", async () => {
    const plan = await planned("eks", { vault: {} }, { profile: "ephemeral" });
    assert.doesNotMatch(configIn(plan), /seal "/);
    assert.equal(all(plan, "aws:kms/key:Key").filter(({ name }) => name === "test-vault").length, 0);
    assert.match(JSON.stringify(plan.outputs.addons), /-key-shares=5/);
  });

  it("serves over TLS with a certificate of the cluster's own authority, for every name it is called by", async () => {
    const { plan, server, config } = await serverOn("eks");
    const { "vault-tls": certificate } = objectsIn(plan, "Certificate");
    const names = (certificate?.spec?.dnsNames ?? []) as unknown as readonly string[];
    for (const name of ["vault.vault.svc", "vault-active.vault.svc", "*.vault-internal", "localhost"])
      assert.ok(names.includes(name), name);
    assert.equal(certificate?.spec?.issuerRef?.name, "internal");
    assert.match(config, /tls_cert_file = "\/vault\/tls\/tls\.crt"/);
    assert.match(config, /leader_api_addr = "https:\/\/vault-2\.vault-internal:8200"/);
    assert.equal(valuesIn(plan, release).global?.tlsDisable, false);
    assert.match(JSON.stringify(server.extraContainers), /pkill -HUP/);
  });

  it("refuses production without TLS, unless told", () => {
    const lines = (vault: object) => problemsOf({ cluster: clusters.eks, addons: { vault } }).join("\n");
    assert.match(lines({}), /tls: found no one to issue a certificate/);
    assert.equal(lines({ tls: { enabled: false } }), "");
    assert.equal(lines({ tls: { secretName: "own" } }), "");
  });

  it("serves without TLS in development where there is no cert-manager", async () => {
    const plan = await planned("eks", { vault: {} }, { profile: "development" });
    assert.match(configIn(plan), /tls_disable = true/);
    assert.equal(valuesIn(plan, release).global?.tlsDisable, true);
  });

  it("refuses what cannot be", () => {
    const lines = (cluster: object, vault: object, rest: object = {}) =>
      problemsOf({ cluster, addons: { "cert-manager": {}, vault, ...rest } }).join("\n");
    assert.match(lines(clusters.existing, {}), /unseal: .*transit or shamir on an existing cluster in production/);
    assert.match(lines(clusters.existing, { unseal: "cloud" }), /transit or shamir there/);
    assert.match(lines(clusters.eks, { unseal: "transit" }), /the other Vault, with unseal: transit/);
    assert.match(lines(clusters.eks, { transit }), /nothing without unseal: transit/);
    assert.match(lines(clusters.eks, { replicas: 2 }), /replicas: .*an odd number/);
    assert.match(lines(clusters.eks, {}, { "cert-manager": { ca: { enabled: false } } }), /an issuer that is there/);
  });

  it("has neither a root token nor a key share in the plan", async () => {
    const { plan } = await serverOn("eks");
    assert.equal(all(plan, "kubernetes:core/v1:Secret").length, 0);
    assert.doesNotMatch(JSON.stringify(plan.resources), /root[ _-]?token|unseal_key/i);
  });

  it("keeps an audit log on a volume of its own, and rotates it", async () => {
    const { server } = await serverOn("eks");
    assert.equal(server.auditStorage?.enabled, true);
    assert.match(JSON.stringify(server.extraContainers), /audit\.log/);
  });

  it("runs at the level restricted, with limits on what runs beside it", async () => {
    const { plan, server } = await serverOn("eks");
    const { metadata } = objectsIn(plan, "Namespace").vault ?? assert.fail();
    assert.equal(metadata?.labels?.["pod-security.kubernetes.io/enforce"], "restricted");
    const [beside] = (server.extraContainers ?? []) as unknown as readonly Tree[];
    assert.ok(beside?.resources?.limits?.memory !== undefined);
    assert.equal(beside?.securityContext?.readOnlyRootFilesystem, true);
  });

  it("saves snapshots where that is switched on, as a role that may do no more", async () => {
    const { plan } = await serverOn("eks", { snapshots: { enabled: true, keep: 3 } });
    const { "vault-snapshot": job } = objectsIn(plan, "CronJob");
    const text = JSON.stringify(job);
    assert.match(text, /role=snapshot/);
    assert.match(text, /tail -n \+4/);
    assert.ok(objectsIn(plan, "PersistentVolumeClaim")["vault-snapshot"] !== undefined);
    assert.deepEqual(objectsIn((await serverOn("eks")).plan, "CronJob"), {});
  });

  it("lets in who asks the API, or only the namespaces that are named", async () => {
    const open = policiesIn((await serverOn("eks")).plan, "vault");
    assert.deepEqual(Object.keys(open).sort(), ["allow-api", "default-deny"]);
    const named = policiesIn((await serverOn("eks", { clients: ["shop"] })).plan, "vault");
    assert.match(JSON.stringify(named["allow-api"]?.inputs.spec), /"values":\["shop"\]/);
  });

  it("takes every image from the mirror", async () => {
    const options = addons("eks", { injector: { enabled: true }, snapshots: { enabled: true } });
    const plan = await planned("eks", options, { mirror: { images: "registry.example.com/m" } });
    const { server, injector } = valuesIn(plan, release);
    const [beside] = (server?.extraContainers ?? []) as unknown as readonly Tree[];
    const [image, ...rest] = [
      server?.image?.repository,
      injector?.agentImage?.repository,
      String(beside?.image).replace(/:[^:]*$/, ""),
    ];
    assert.equal(image, "registry.example.com/m/hashicorp/vault");
    assert.deepEqual(rest, [image, image]);
    assert.equal(injector?.image?.repository, "registry.example.com/m/hashicorp/vault-k8s");
    assert.match(JSON.stringify(objectsIn(plan, "CronJob")), /registry\.example\.com\/m\/hashicorp\/vault:\d/);
  });

  it("scrapes every server and has alerts where Prometheus is on, and else keeps its metrics to itself", async () => {
    const plan = await planned("eks", { prometheus: {}, ...addons("eks") });
    assert.equal(valuesIn(plan, release).serverTelemetry?.serviceMonitor?.enabled, true);
    assert.ok(objectsIn(plan, "PrometheusRule").vault !== undefined);
    assert.match(configIn(plan), /unauthenticated_metrics_access = true/);
    assert.doesNotMatch((await serverOn("eks")).config, /telemetry/);
  });

  it("is a store for External Secrets", async () => {
    const plan = await planned("eks", { "external-secrets": {}, ...addons("eks") });
    const { vault } = objectsIn(plan, "ClusterSecretStore");
    const found = vault?.spec?.provider?.vault;
    assert.equal(found?.server, "https://vault-active.vault.svc:8200");
    assert.deepEqual(found?.caProvider, { type: "Secret", namespace: "vault", name: "vault-tls", key: "ca.crt" });
    assert.deepEqual(found?.auth, { kubernetes: { mountPath: "kubernetes", role: "external-secrets" } });
    assert.ok(policiesIn(plan, "external-secrets")["to-vault"] !== undefined);
  });

  it("is gone before its cluster, since its volumes are the cloud's", async () => {
    const { plan } = await serverOn("eks");
    assert.equal(only(plan, "kubernetes:helm.sh/v3:Release", release).deletedWith, null);
  });
});
