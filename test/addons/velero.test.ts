import assert from "node:assert/strict";
import { veleroPlugins } from "../../components/versions";
import { all, only, planOf } from "../support/plan";
import { locationOf, onStore, store, type Tree, valuesOf, withSnapshots } from "./veleroStacks";

const restricted = "pod-security.kubernetes.io/enforce";

async function levelOf(options: object): Promise<unknown> {
  const plan = await planOf({ cluster: withSnapshots, addons: { velero: options } });
  const { metadata } = only(plan, "kubernetes:core/v1:Namespace", "velero-namespace-velero").inputs;
  return (metadata as { labels: Record<string, unknown> }).labels[restricted];
}

describe("velero", () => {
  it("keeps backups in the store, in a folder of the cluster's own", async () => {
    const values = await valuesOf(onStore);
    assert.deepEqual(locationOf(values), {
      name: "default",
      default: true,
      provider: "aws",
      bucket: "platform-backups",
      prefix: "test",
      accessMode: "ReadWrite",
      config: {
        region: "us-east-1",
        s3Url: "https://minio.example.com:9000",
        s3ForcePathStyle: "true",
        checksumAlgorithm: "",
      },
    });
  });

  it("hands Velero the certificate authority of a store in base64", async () => {
    const caCert = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    const values = await valuesOf({ ...onStore, objectStore: { ...store, caCert } });
    const location = locationOf(values);
    assert.equal(Buffer.from(String(location.caCert), "base64").toString(), caCert);
  });

  it("copies the cloud's plugin into the server with limits and without rights", async () => {
    const values = await valuesOf(onStore);
    const [plugin, ...others] = values.initContainers as unknown as Record<string, unknown>[];
    assert.ok(plugin !== undefined && others.length === 0);
    assert.equal(plugin.image, `docker.io/velero/velero-plugin-for-aws:${veleroPlugins["velero-plugin-for-aws"]}`);
    assert.deepEqual(plugin.volumeMounts, [{ mountPath: "/target", name: "plugins" }]);
    assert.deepEqual(Object.keys(plugin.resources as object), ["limits", "requests"]);
    assert.equal((plugin.securityContext as { allowPrivilegeEscalation: boolean }).allowPrivilegeEscalation, false);
  });

  it("puts the store's keys into a Secret that the release waits for, closed in the plan", async () => {
    const plan = await planOf({ cluster: onStore, addons: { velero: {} } });
    const secret = only(plan, "kubernetes:core/v1:Secret", "velero-credentials");
    assert.equal(secret.inputs.stringData, "[secret]");
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero");
    assert.ok(release.dependsOn.includes(secret.urn));
    const { credentials } = release.inputs.values as { credentials: unknown };
    assert.deepEqual(credentials, { useSecret: true, existingSecret: "velero-credentials" });
  });

  it("makes a daily backup kept for a month in production, a weekly one in development, none on ephemeral", async () => {
    const production = await valuesOf(onStore);
    assert.equal(production.schedules?.daily?.schedule, "0 3 * * *");
    assert.equal(production.schedules?.daily?.template?.ttl, "720h");
    const development = await valuesOf({ ...onStore, profile: "development" });
    assert.deepEqual(Object.keys(development.schedules ?? {}), ["weekly"]);
    const ephemeral = await valuesOf({ ...onStore, profile: "ephemeral" });
    assert.deepEqual(ephemeral.schedules, {});
  });

  it("writes times as Go reads them, which has no days", async () => {
    const schedules = { monthly: { cron: "0 4 1 * *", ttl: "2w1d12h" } };
    const values = await valuesOf(onStore, { schedules, garbageCollectionFrequency: "1d" });
    assert.equal(values.schedules?.monthly?.template?.ttl, "336h24h12h");
    assert.equal(values.configuration?.garbageCollectionFrequency, "24h");
  });

  it("says in each schedule which namespaces, objects and volumes it takes", async () => {
    const schedules = {
      shop: {
        cron: "30 */6 * * *",
        includedNamespaces: ["shop", "shop-data"],
        excludedNamespaces: [],
        labels: { tier: "gold" },
        includeClusterResources: false,
        snapshotVolumes: false,
        paused: true,
      },
    };
    const values = await valuesOf(withSnapshots, { schedules });
    assert.equal(values.schedules?.shop?.paused, true);
    assert.deepEqual(values.schedules?.shop?.template, {
      ttl: "720h",
      storageLocation: "default",
      includedNamespaces: ["shop", "shop-data"],
      excludedNamespaces: [],
      includeClusterResources: false,
      labelSelector: { matchLabels: { tier: "gold" } },
      snapshotVolumes: false,
    });
  });

  it("pauses every schedule while the location is read-only", async () => {
    const values = await valuesOf(onStore, { accessMode: "ReadOnly", prefix: "production" });
    const location = locationOf(values);
    assert.equal(location.accessMode, "ReadOnly");
    assert.equal(location.prefix, "production");
    assert.equal(values.schedules?.daily?.paused, true);
  });

  it("keeps the definitions, and with them the backups' objects, when it is uninstalled", async () => {
    const values = await valuesOf(onStore);
    assert.equal(values.cleanUpCRDs, false);
    assert.equal(values.upgradeCRDs, true);
  });

  it("runs as an unprivileged user with a read-only root, and its pods fit the namespace's level", async () => {
    const values = await valuesOf(onStore);
    assert.equal(values.podSecurityContext?.runAsNonRoot, true);
    assert.deepEqual(values.podSecurityContext?.seccompProfile, { type: "RuntimeDefault" });
    assert.equal(values.containerSecurityContext?.readOnlyRootFilesystem, true);
    assert.deepEqual(values.containerSecurityContext?.capabilities, { drop: ["ALL"] });
    assert.equal(await levelOf({}), "restricted");
    assert.equal(await levelOf({ moveSnapshotData: true }), "baseline");
    assert.equal(await levelOf({ fileSystemBackup: "opt-in" }), "privileged");
  });

  it("limits the server, the upgrade job, the maintenance jobs, the node agents and the data movers", async () => {
    const values = await valuesOf(onStore, { fileSystemBackup: "all" });
    for (const resources of [values.resources, values.upgradeJobResources, values.nodeAgent?.resources]) {
      assert.ok(resources?.requests?.memory && resources.requests.cpu);
      assert.ok(resources.limits?.memory && resources.limits.cpu);
    }
    const { repositoryMaintenanceJob } = values.configuration as unknown as {
      repositoryMaintenanceJob: { repositoryConfigData: { global: { podResources: object } } };
    };
    const pods = ["cpuLimit", "cpuRequest", "memoryLimit", "memoryRequest"];
    assert.deepEqual(Object.keys(repositoryMaintenanceJob.repositoryConfigData.global.podResources), pods);
    const [text] = Object.values(values.configMaps?.["node-agent-config"]?.data ?? {}) as unknown as string[];
    assert.deepEqual(Object.keys(JSON.parse(text ?? "{}").podResources).sort(), pods);
    assert.deepEqual(values.nodeAgent?.extraArgs, ["--node-agent-configmap=velero-node-agent-config"]);
  });

  it("takes every image from the mirror", async () => {
    const plan = await planOf({
      cluster: onStore,
      addons: { velero: {} },
      mirror: { images: "registry.example.com/mirror" },
    });
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero");
    const values = JSON.stringify(release.inputs.values);
    assert.ok(values.includes('"repository":"registry.example.com/mirror/velero/velero"'));
    assert.ok(values.includes('"repository":"registry.example.com/mirror/kubectl"'));
    assert.ok(values.includes('"image":"registry.example.com/mirror/velero/velero-plugin-for-aws:'));
    assert.ok(!/docker\.io|registry\.k8s\.io/.test(values));
  });

  it("tells where the backups are", async () => {
    const plan = await planOf({ cluster: onStore, addons: { velero: {} } });
    assert.deepEqual(plan.outputs.addons, { velero: { bucket: "platform-backups", prefix: "test" } });
  });

  it("encrypts copied data with a password of the stack's, before the release and closed in the plan", async () => {
    const options = { fileSystemBackup: "all", repositoryPassword: { secure: "v1:cGFzcw==" } };
    const plan = await planOf({ cluster: onStore, addons: { velero: options } });
    const secret = only(plan, "kubernetes:core/v1:Secret", "velero-repository-password");
    assert.deepEqual(secret.inputs.metadata, { name: "velero-repo-credentials", namespace: "velero" });
    assert.equal(secret.inputs.stringData, "[secret]");
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero");
    assert.ok(release.dependsOn.includes(secret.urn));
  });

  it("is watched by Prometheus where that is on, and waits for its definitions", async () => {
    const plan = await planOf({ cluster: onStore, addons: { velero: { fileSystemBackup: "all" }, prometheus: {} } });
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero");
    const { metrics } = release.inputs.values as unknown as { metrics: Tree };
    for (const monitor of ["serviceMonitor", "nodeAgentPodMonitor", "prometheusRule"])
      assert.deepEqual([metrics[monitor]?.enabled, metrics[monitor]?.autodetect], [true, false], monitor);
    assert.ok(Object.keys(metrics.prometheusRule?.spec ?? {}).length > 0);
    const definitions = only(plan, "kubernetes:helm.sh/v3:Release", "prometheus-prometheus-operator-crds");
    const secret = only(plan, "kubernetes:core/v1:Secret", "velero-credentials");
    assert.ok([...release.dependsOn, ...secret.dependsOn].includes(definitions.urn));
    const alone = await valuesOf(onStore);
    assert.equal(alone.metrics?.serviceMonitor?.enabled, false);
    assert.deepEqual(alone.metrics?.prometheusRule?.spec, []);
  });

  const policies = async (cluster: object, addons: object = {}) => {
    const plan = await planOf({ cluster, addons: { velero: {}, ...addons } });
    const own = all(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy")
      .map(({ inputs }) => inputs as unknown as { metadata: { name: string; namespace: string }; spec: Tree })
      .filter(({ metadata }) => metadata.namespace === "velero");
    return Object.fromEntries(own.map(({ metadata, spec }) => [metadata.name, spec]));
  };

  it("lets in nobody but Prometheus, and nobody at all without it", async () => {
    const alone = await policies(onStore);
    assert.deepEqual(alone["default-deny"]?.ingress, [{ from: [{ podSelector: {} }] }]);
    assert.equal(alone["allow-metrics"], undefined);
    const { "allow-metrics": metrics } = await policies(onStore, { prometheus: {} });
    const monitoring = [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["monitoring"] }];
    assert.deepEqual(metrics?.ingress, [
      {
        from: [{ namespaceSelector: { matchExpressions: monitoring } }],
        ports: [{ port: 8085, protocol: "TCP" }],
      },
    ]);
  });

  it("lets Velero out to its store's port, to a store in the cluster by its namespace, and nowhere else", async () => {
    const way = async (endpoint: string) => {
      const cluster = { ...onStore, profile: "development", objectStore: { ...onStore.objectStore, endpoint } };
      return (await policies(cluster))["to-store"]?.egress;
    };
    assert.deepEqual(await way("https://minio.example.com:9000"), [{ ports: [{ port: 9000, protocol: "TCP" }] }]);
    const inside = [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["minio"] }];
    assert.deepEqual(await way("http://minio.minio.svc:80"), [
      { to: [{ namespaceSelector: { matchExpressions: inside } }] },
    ]);
    const eks = await policies({ cloud: "eks", region: "eu-west-1", autoscaler: "none" });
    assert.deepEqual(Object.keys(eks), ["default-deny"]);
  });

  it("makes one release, and nothing that a run without it would miss", async () => {
    const plan = await planOf({ cluster: onStore, addons: {} });
    assert.equal(all(plan, "kubernetes:helm.sh/v3:Release").length, 0);
    assert.equal(all(plan, "kubernetes:core/v1:Secret").length, 0);
  });
});
