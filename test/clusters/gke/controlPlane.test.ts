import assert from "node:assert/strict";
import { all, only } from "../../support/plan";
import { backups, optionsOf, planGke, useGke } from "./support";

const type = "gcp:container/cluster:Cluster";

async function cluster(options: Readonly<Record<string, unknown>> = {}) {
  return only(await planGke(options), type);
}

describe("the control plane of a GKE cluster", () => {
  it("is private, with nodes and endpoint reached from the network only", async () => {
    const { inputs } = await cluster();
    assert.deepEqual(inputs.privateClusterConfig, {
      enablePrivateNodes: true,
      enablePrivateEndpoint: true,
      masterIpv4CidrBlock: "10.28.16.0/28",
      masterGlobalAccessConfig: { enabled: false },
    });
    assert.deepEqual(inputs.masterAuthorizedNetworksConfig, {
      cidrBlocks: [],
      gcpPublicCidrsAccessEnabled: false,
      privateEndpointEnforcementEnabled: true,
    });
    assert.deepEqual(inputs.controlPlaneEndpointsConfig, {
      dnsEndpointConfig: { allowExternalTraffic: false },
      ipEndpointsConfig: { enabled: true },
    });
  });

  it("takes peers on the private endpoint, and the allowed networks only on a restricted one", async () => {
    const peeredCidrs = [{ name: "office", cidr: "10.90.0.0/16" }];
    const blocks = async (endpoint: object) => {
      const { inputs } = await cluster({ network: { peeredCidrs }, endpoint });
      return (inputs.masterAuthorizedNetworksConfig as { cidrBlocks: unknown[] }).cidrBlocks;
    };
    const office = { cidrBlock: "10.90.0.0/16", displayName: "office" };
    assert.deepEqual(await blocks({ access: "private" }), [office]);
    assert.deepEqual(await blocks({ access: "restricted", allowedCidrs: ["203.0.113.0/28"] }), [
      office,
      { cidrBlock: "203.0.113.0/28", displayName: "allowed-1" },
    ]);
  });

  it("passes what a security review asks for", async () => {
    const { inputs } = await cluster();
    const expected = {
      datapathProvider: "ADVANCED_DATAPATH",
      enableIntranodeVisibility: true,
      enableShieldedNodes: true,
      enableLegacyAbac: false,
      networkingMode: "VPC_NATIVE",
      masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
      anonymousAuthenticationConfig: { mode: "LIMITED" },
      workloadIdentityConfig: { workloadPool: "acme-platform.svc.id.goog" },
      binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
      securityPostureConfig: { mode: "BASIC" },
      databaseEncryption: { state: "ENCRYPTED", keyName: "${test-key-secrets.id}" },
      releaseChannel: { channel: "REGULAR" },
      removeDefaultNodePool: true,
      costManagementConfig: { enabled: true },
      deletionProtection: true,
    };
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(inputs[key], value, key);
    assert.ok((inputs.loggingConfig as { enableComponents: string[] }).enableComponents.includes("APISERVER"));
    assert.deepEqual((inputs.resourceLabels as Record<string, string>).stack, "test");
  });

  it("is protected and regional in production, neither in an ephemeral stack", async () => {
    const production = await cluster();
    assert.equal(production.protect, true);
    assert.equal(production.inputs.location, "europe-west1");
    const ephemeral = await cluster({ profile: "ephemeral" });
    assert.equal(ephemeral.protect, false);
    assert.equal(ephemeral.inputs.deletionProtection, false);
    assert.equal(ephemeral.inputs.location, "europe-west1-b");
  });

  it("has a name that GKE takes, whatever the stack's", async () => {
    for (const stack of ["2026.Review_Branch", "a-stack-whose-name-is-much-longer-than-forty-characters"]) {
      const { inputs } = only(await planGke({}, stack), type);
      assert.match(String(inputs.name), /^[a-z][-a-z0-9]{0,38}[a-z0-9]$/);
    }
  });

  it("is the same cluster whatever the profile, and so are its networks, as far as text can replace them", async () => {
    for (const profile of ["production", "development"]) {
      const plan = await planGke({ profile, location: "regional" });
      for (const fixed of [type, "gcp:compute/network:Network", "gcp:compute/subnetwork:Subnetwork"])
        assert.equal("description" in only(plan, fixed).inputs, false, fixed);
    }
  });

  it("is not replaced by what no longer matters to it: its first pool, and the pods a node takes", async () => {
    const { ignoreChanges } = (await optionsOf({})).get(type) ?? {};
    assert.deepEqual(ignoreChanges, ["initialNodeCount", "nodeConfig", "defaultMaxPodsPerNode", "nodeVersion"]);
  });

  it("waits for the keys' grants and for the nodes' roles", async () => {
    const { dependsOn } = await cluster();
    for (const name of ["::test-key-secrets-gke", "::test-nodes-default-node", "::test-deny-ingress"])
      assert.ok(
        dependsOn.some((urn) => urn.endsWith(name)),
        name,
      );
  });

  it("opens its window when the config says, past midnight too", async () => {
    const maintenance = {
      start: "22:30",
      hours: 6,
      days: ["sa", "su"],
      exclusions: [{ name: "sale", start: "2026-11-20T00:00:00Z", end: "2026-12-01T00:00:00Z", scope: "no-upgrades" }],
    };
    const { inputs } = await cluster({ maintenance });
    assert.deepEqual(inputs.maintenancePolicy, {
      recurringWindow: {
        startTime: "2025-01-01T22:30:00Z",
        endTime: "2025-01-02T04:30:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SA,SU",
      },
      maintenanceExclusions: [
        {
          exclusionName: "sale",
          startTime: "2026-11-20T00:00:00Z",
          endTime: "2026-12-01T00:00:00Z",
          exclusionOptions: { scope: "NO_UPGRADES" },
        },
      ],
    });
  });

  it("lets GKE add pools of its own within limits, with our account and disks", async () => {
    const { inputs } = await cluster({ nodeAutoProvisioning: { enabled: true, maxCpu: 64, maxMemoryGiB: 256 } });
    const { enabled, resourceLimits, autoProvisioningDefaults } = inputs.clusterAutoscaling as Record<string, unknown>;
    assert.equal(enabled, true);
    assert.deepEqual(resourceLimits, [
      { resourceType: "cpu", minimum: 0, maximum: 64 },
      { resourceType: "memory", minimum: 0, maximum: 256 },
    ]);
    const defaults = autoProvisioningDefaults as Record<string, unknown>;
    assert.equal(defaults.serviceAccount, "${test-nodes.email}");
    assert.equal(defaults.bootDiskKmsKey, "${test-key-disks.id}");
    assert.deepEqual(defaults.shieldedInstanceConfig, { enableSecureBoot: true, enableIntegrityMonitoring: true });
  });

  it("switches on the APIs that it needs and no others, and leaves them on", async () => {
    const services = async (options: Readonly<Record<string, unknown>>) =>
      all(await planGke(options), "gcp:projects/service:Service");
    const production = await services({});
    const names = production.map(({ inputs }) => inputs.service);
    for (const name of ["container", "compute", "cloudkms", "binaryauthorization", "iamcredentials"])
      assert.ok(names.includes(`${name}.googleapis.com`), name);
    assert.ok(!names.includes("gkebackup.googleapis.com"));
    assert.ok(production.every(({ inputs }) => inputs.disableOnDestroy === false));
    const ephemeral = (await services({ profile: "ephemeral" })).map(({ inputs }) => inputs.service);
    assert.ok(!ephemeral.includes("cloudkms.googleapis.com"));
    assert.deepEqual(await services({ enableApis: false }), []);
  });

  it("makes nothing before the APIs are on", async () => {
    const { resources } = await useGke(
      { backup: { enabled: true }, logging: { dataAccess: true }, network: { natAddresses: 1 } },
      (cluster) => {
        const subject = { namespace: "velero", serviceAccount: "velero" };
        cluster.grant("velero", subject, [
          { kind: "objectStore.readWrite", bucket: backups(cluster) },
          { kind: "volumes.snapshot" },
        ]);
        return {};
      },
    );
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const waits = (urn: string): boolean =>
      urn.includes("gcp:projects/service:Service::") || (byUrn.get(urn)?.dependsOn ?? []).some(waits);
    const early = resources.filter(({ urn, type }) => type.startsWith("gcp:") && !waits(urn)).map(({ name }) => name);
    assert.deepEqual(early, []);
  });

  it("plans Google's own backups when asked, with a key that its agent may use", async () => {
    assert.deepEqual(all(await planGke(), "gcp:gkebackup/backupPlan:BackupPlan"), []);
    const plan = await planGke({ backup: { enabled: true, retentionDays: 60 }, projectNumber: "123456789012" });
    const { inputs } = only(plan, "gcp:gkebackup/backupPlan:BackupPlan");
    assert.deepEqual(inputs.retentionPolicy, { backupRetainDays: 60, backupDeleteLockDays: 0 });
    assert.deepEqual((inputs.backupConfig as Record<string, unknown>).encryptionKey, {
      gcpKmsEncryptionKey: "${test-key-backups.id}",
    });
    assert.ok(!("name" in inputs), "a plan that stayed has the name");
    assert.equal(only(plan, "gcp:gkebackup/backupPlan:BackupPlan").retainOnDelete, true);
    assert.equal(
      only(plan, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "test-key-backups-backup").inputs.member,
      "serviceAccount:service-123456789012@gcp-sa-gkebackup.iam.gserviceaccount.com",
    );
  });

  it("logs access to data in the project only when asked", async () => {
    assert.deepEqual(all(await planGke(), "gcp:projects/iAMAuditConfig:IAMAuditConfig"), []);
    const plan = await planGke({ logging: { dataAccess: true } });
    assert.equal(all(plan, "gcp:projects/iAMAuditConfig:IAMAuditConfig").length, 3);
  });

  it("is made by a provider of its project and region, with labels on all that takes them", async () => {
    const plan = await planGke();
    const provider = only(plan, "pulumi:providers:gcp");
    assert.equal(provider.inputs.project, "acme-platform");
    assert.equal(provider.inputs.region, "europe-west1");
    assert.deepEqual(JSON.parse(String(provider.inputs.defaultLabels)), {
      stack: "test",
      "managed-by": "kubernetes-architect",
    });
    const foreign = plan.resources.filter((it) => it.type.startsWith("gcp:") && it.provider !== provider.urn);
    assert.deepEqual(foreign, []);
  });
});
