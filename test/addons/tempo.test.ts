import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import { faultsOf, inNamespace, mapIn, onClouds, policyText, releaseOf, stored } from "./stored";

const policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const planned = (cluster: object, tempo: object = {}, addons: object = {}, rest: object = {}) =>
  planOf({ cluster, addons: { tempo, ...addons }, ...rest });

const valuesOf = async (...given: Parameters<typeof planned>) => releaseOf(await planned(...given), "tempo-tempo");

async function sourceOf(addons: object): Promise<Record<string, unknown>> {
  const plan = await planned(stored, {}, addons);
  const { data } = only(plan, "kubernetes:core/v1:ConfigMap", "tempo-data-source-tempo").inputs as {
    data: Record<string, string>;
  };
  return JSON.parse(data["tempo.yaml"] ?? "").datasources[0];
}

describe("tempo", () => {
  for (const [cloud, cluster] of Object.entries({ ...onClouds, existing: stored }))
    for (const profile of ["production", "development", "ephemeral"])
      it(`adds no finding on ${cloud} with the profile ${profile}`, async () => {
        assert.deepEqual(await faultsOf(cluster, profile, "tempo", { prometheus: {} }), []);
      });

  it("is three pods in production, apart from each other, which hold each trace three times", async () => {
    const plan = await planned(onClouds.eks);
    const values = releaseOf(plan, "tempo-tempo");
    assert.equal(values.replicas, 3);
    const { extraArgs, ingester, resources, securityContext } = mapIn(values, "tempo");
    assert.deepEqual(extraArgs, { target: "scalable-single-binary" });
    assert.deepEqual(ingester, { lifecycler: { ring: { replication_factor: 3 } } });
    assert.deepEqual(Object.keys(resources as object).sort(), ["limits", "requests"]);
    assert.equal((securityContext as Record<string, unknown>).readOnlyRootFilesystem, true);
    assert.match(JSON.stringify(values.affinity), /topology\.kubernetes\.io\/zone.*kubernetes\.io\/hostname/);
    const budget = only(plan, "kubernetes:policy/v1:PodDisruptionBudget", "tempo-budget-tempo");
    assert.match(JSON.stringify(budget.inputs), /"maxUnavailable":1/);
  });

  it("lets its pods find each other by a service that is there before them", async () => {
    const plan = await planned(onClouds.eks);
    const service = only(plan, "kubernetes:core/v1:Service", "tempo-tempo-headless");
    const { metadata, spec } = service.inputs as Record<string, Record<string, unknown>>;
    assert.equal(spec?.clusterIP, "None");
    assert.equal(spec?.publishNotReadyAddresses, true);
    // It would wait for pods that come after it.
    assert.deepEqual(metadata?.annotations, { "pulumi.com/skipAwait": "true" });
    const { config } = releaseOf(plan, "tempo-tempo");
    assert.match(String(config), /join_members: \[tempo-headless\.tempo\.svc\.cluster\.local:7946\]/);
  });

  it("is one pod elsewhere, which is not spread and has no disruption budget", async () => {
    for (const profile of ["development", "ephemeral"]) {
      const plan = await planned({ ...onClouds.gke, profile });
      const values = releaseOf(plan, "tempo-tempo");
      assert.equal(values.replicas, 1);
      assert.deepEqual(mapIn(values, "tempo").extraArgs, {});
      assert.equal(all(plan, "kubernetes:policy/v1:PodDisruptionBudget").length, 0);
      assert.equal(mapIn(values, "persistence").enabled, profile === "development");
    }
  });

  it("has a place to write to in each way that it runs, since its root is read-only", async () => {
    const places = async (tempo: object, addons: object) => {
      const values = await valuesOf(stored, tempo, addons);
      const mounts = mapIn(values, "tempo").extraVolumeMounts as { mountPath: string }[];
      return mounts.map(({ mountPath }) => mountPath);
    };
    // The chart mounts the volume itself, and a folder for the generator of metrics.
    assert.deepEqual(await places({}, { prometheus: {} }), ["/etc/object-store"]);
    assert.deepEqual(await places({ storage: { enabled: false } }, {}), ["/etc/object-store", "/var/tempo", "/tmp"]);
  });

  it("takes in more the larger it is", async () => {
    const limits = async (size: string) => {
      const { overrides } = mapIn(await valuesOf(stored, { size }), "tempo") as {
        overrides: { defaults: { ingestion: { rate_limit_bytes: number } } };
      };
      return overrides.defaults.ingestion.rate_limit_bytes;
    };
    assert.ok((await limits("large")) > (await limits("small")));
  });

  it("refuses two pods, and a cluster without an object store", () => {
    const two = problemsOf({ cluster: stored, addons: { tempo: { replicas: 2 } } });
    assert.match(two.join("\n"), /addons\.tempo\.replicas: found 2; allowed: 1, or 3 and more/);
    const { objectStore: _, ...bare } = stored;
    assert.match(problemsOf({ cluster: bare, addons: { tempo: {} } }).join("\n"), /tempo with .*objectStore set/);
  });

  it("takes OpenTelemetry's protocol and no other", async () => {
    const { config } = await valuesOf(onClouds.eks);
    assert.match(String(config), /receivers:\n {4}otlp:/);
    assert.ok(!/jaeger|zipkin|opencensus/.test(String(config)));
  });

  it("keeps traces in the cloud's own store, protected in production, by workload identity", async () => {
    for (const [cloud, backend] of [
      ["eks", "s3"],
      ["aks", "azure"],
      ["gke", "gcs"],
    ] as const) {
      const plan = await planned(onClouds[cloud]);
      const { trace } = mapIn(releaseOf(plan, "tempo-tempo"), "tempo").storage as { trace: Record<string, unknown> };
      assert.equal(trace.backend, backend);
      const [bucket] = plan.resources.filter(
        ({ type, name }) => /Bucket$|BlobContainer$/.test(type) && /traces/.test(name),
      );
      assert.equal(bucket?.protect, true, cloud);
      assert.equal(all(plan, "kubernetes:core/v1:Secret").length, 0);
    }
    const text = policyText(await planned(onClouds.eks), /tempo/);
    assert.ok(text.includes("s3:PutObject") && !text.includes("s3:*"));
    const aks = await valuesOf(onClouds.aks);
    assert.deepEqual(aks.podLabels, { "azure.workload.identity/use": "true" });
    assert.match(JSON.stringify(mapIn(aks, "tempo").storage), /"use_federated_token":true/);
  });

  it("looks whether its bucket is there, which takes a right of its own on Google Cloud", async () => {
    const plan = await planned(onClouds.gke);
    const roles = all(plan, "gcp:storage/bucketIAMMember:BucketIAMMember").map(({ inputs }) => inputs.role);
    assert.deepEqual([...roles].sort(), ["roles/storage.legacyBucketReader", "roles/storage.objectUser"]);
  });

  it("keeps to a folder of an existing cluster's store, and goes out to its port", async () => {
    const plan = await planned(stored);
    const { trace } = mapIn(releaseOf(plan, "tempo-tempo"), "tempo").storage as {
      trace: { s3: Record<string, unknown> };
    };
    assert.equal(trace.s3.prefix, "tempo-test");
    assert.equal(trace.s3.forcepathstyle, true);
    assert.match(JSON.stringify(only(plan, policy, "tempo-traffic-tempo-to-object-store").inputs), /"port":9000/);
  });

  it("sends what it counts to every Prometheus, which then takes it", async () => {
    const plan = await planned(onClouds.eks, {}, { prometheus: {} });
    const { storage } = mapIn(mapIn(releaseOf(plan, "tempo-tempo"), "tempo"), "metricsGenerator") as {
      storage: { remote_write: { url: string }[] };
    };
    assert.deepEqual(
      storage.remote_write.map(({ url }) => /prometheus-(\d)\.prometheus-operated\.monitoring/.exec(url)?.[1]),
      ["0", "1"],
    );
    const { prometheusSpec } = mapIn(releaseOf(plan, "prometheus-kube-prometheus-stack"), "prometheus") as {
      prometheusSpec: Record<string, unknown>;
    };
    assert.equal(prometheusSpec.enableRemoteWriteReceiver, true);
    const let_in = only(plan, policy, "prometheus-allow-add-ons");
    assert.match(JSON.stringify(let_in.inputs), /"values":\["tempo"\].*"port":9090/);
  });

  it("counts nothing without Prometheus, and Prometheus takes nothing without it", async () => {
    assert.deepEqual(mapIn(await valuesOf(onClouds.eks), "tempo").metricsGenerator, { enabled: false });
    const plan = await planOf({ cluster: stored, addons: { prometheus: {} } });
    assert.ok(
      !JSON.stringify(releaseOf(plan, "prometheus-kube-prometheus-stack")).includes("enableRemoteWriteReceiver"),
    );
    assert.ok(!all(plan, policy).some(({ name }) => name === "prometheus-allow-add-ons"));
  });

  it("leads from traces to logs and to the map of services, where those are on", async () => {
    const { jsonData: alone } = await sourceOf({ prometheus: {} });
    assert.deepEqual(alone, { nodeGraph: { enabled: true }, serviceMap: { datasourceUid: "prometheus" } });
    const { jsonData } = (await sourceOf({ prometheus: {}, loki: {} })) as { jsonData: Record<string, unknown> };
    const { datasourceUid, filterByTraceID } = jsonData.tracesToLogsV2 as Record<string, unknown>;
    assert.deepEqual([datasourceUid, filterByTraceID], ["loki", true]);
  });

  it("is led to from log lines that carry a trace's id", async () => {
    const plan = await planned(stored, {}, { prometheus: {}, loki: {} });
    const { data } = only(plan, "kubernetes:core/v1:ConfigMap", "loki-data-source-loki").inputs as {
      data: Record<string, string>;
    };
    const [field] = JSON.parse(data["loki.yaml"] ?? "").datasources[0].jsonData.derivedFields;
    assert.equal(field.datasourceUid, "tempo");
    const found = new RegExp(field.matcherRegex).exec('level=info traceID=4bf92f3577b34da6a3ce929d0e0e4736 msg="ok"');
    assert.equal(found?.[1], "4bf92f3577b34da6a3ce929d0e0e4736");
  });

  it("takes traces from everybody, or from the namespaces that are named", async () => {
    const open = async (tempo: object) =>
      JSON.stringify(
        inNamespace(await planned(stored, tempo), policy, "tempo").find(
          ({ name }) => name === "tempo-traffic-tempo-allow-traces",
        )?.inputs.spec,
      );
    assert.ok(!(await open({})).includes('"from"'));
    assert.match(await open({ allowFrom: ["apps"] }), /"values":\["apps"\]/);
  });

  it("has alerts and a dashboard where Prometheus is on", async () => {
    const plan = await planned(onClouds.eks, {}, { prometheus: {} });
    only(plan, "kubernetes:monitoring.coreos.com/v1:PrometheusRule", "tempo-alerts-tempo");
    only(plan, "kubernetes:core/v1:ConfigMap", "tempo-dashboard-tempo");
    const off = await planned(onClouds.eks);
    assert.equal(all(off, "kubernetes:monitoring.coreos.com/v1:PrometheusRule").length, 0);
    assert.deepEqual(releaseOf(off, "tempo-tempo").serviceMonitor, { enabled: false });
  });

  it("takes its image from the mirror", async () => {
    const values = await valuesOf(stored, {}, {}, { mirror: { images: "registry.example.com/mirror" } });
    assert.deepEqual(values.global, { imageRegistry: "registry.example.com/mirror" });
  });
});
