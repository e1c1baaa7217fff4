import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { collectorConfig } from "../../components/addons/loki/collector";
import { all, only, planOf, problemsOf } from "../support/plan";
import { faultsOf, inNamespace, isPlainRecord, mapIn, onClouds, policyText, releaseOf, stored } from "./stored";

const release = "kubernetes:helm.sh/v3:Release";
const policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const planned = (cluster: object, loki: object = {}, addons: object = {}, rest: object = {}) =>
  planOf({ cluster, addons: { loki, ...addons }, ...rest });

describe("loki", () => {
  for (const [cloud, cluster] of Object.entries({ ...onClouds, existing: stored }))
    for (const profile of ["production", "development", "ephemeral"]) {
      it(`adds no finding on ${cloud} with the profile ${profile}`, async () => {
        assert.deepEqual(await faultsOf(cluster, profile, "loki", { prometheus: {} }), []);
      });
    }

  it("runs as several parts in production, each with requests and limits and a disruption budget", async () => {
    const values = releaseOf(await planned(onClouds.eks), "loki-loki");
    assert.equal(values.deploymentMode, "Distributed");
    for (const part of ["distributor", "ingester", "querier", "queryFrontend", "queryScheduler", "indexGateway"]) {
      const { replicas, resources, podDisruptionBudget, topologySpreadConstraints } = mapIn(values, part);
      assert.ok(Number(replicas) >= 2, part);
      assert.ok(isPlainRecord(resources) && resources.requests && resources.limits, part);
      assert.deepEqual(podDisruptionBudget, { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" }, part);
      assert.ok(Array.isArray(topologySpreadConstraints), part);
    }
    assert.equal(mapIn(values, "ingester").replicas, 3);
    assert.equal(mapIn(values, "compactor").replicas, 1);
  });

  it("is one pod elsewhere, and without a volume on an ephemeral cluster", async () => {
    for (const [profile, enabled] of [
      ["development", true],
      ["ephemeral", false],
    ] as const) {
      const values = releaseOf(await planned({ ...onClouds.gke, profile }), "loki-loki");
      assert.equal(values.deploymentMode, "Monolithic");
      const { replicas, persistence } = mapIn(values, "singleBinary");
      assert.equal(replicas, 1);
      assert.equal((persistence as { enabled: boolean }).enabled, enabled);
      assert.deepEqual(mapIn(values, "ingester"), { enabled: false, replicas: 0 });
    }
  });

  it("keeps ingesters on nodes of their own where there are zones, and lets them share the only one", async () => {
    const affinity = async (zones: number) =>
      mapIn(releaseOf(await planned({ ...stored, zones }), "loki-loki"), "ingester").affinity;
    assert.equal(await affinity(3), undefined);
    const { podAntiAffinity } = (await affinity(1)) as { podAntiAffinity: Record<string, unknown[]> };
    assert.deepEqual(podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution, []);
  });

  it("deletes logs after the retention, by the compactor and in Go's units", async () => {
    const values = releaseOf(await planned(onClouds.eks, { retention: "15d" }), "loki-loki");
    const config = values.loki as Record<string, Record<string, unknown>>;
    assert.equal(config.limits_config?.retention_period, "360h");
    assert.deepEqual(config.compactor, { retention_enabled: true, delete_request_store: "s3" });
  });

  it("takes in more the larger it is", async () => {
    const limits = async (size: string) => {
      const config = releaseOf(await planned(stored, { size }), "loki-loki").loki as Record<
        string,
        Record<string, number>
      >;
      return config.limits_config ?? {};
    };
    const [single, large] = [await limits("single"), await limits("large")];
    for (const limit of ["ingestion_rate_mb", "ingestion_burst_size_mb", "max_global_streams_per_user"])
      assert.ok((large[limit] ?? 0) > (single[limit] ?? 0), limit);
  });

  it("refuses a retention under a day, and a cluster without an object store", () => {
    const short = problemsOf({ cluster: stored, addons: { loki: { retention: "12h" } } });
    assert.match(short.join("\n"), /addons\.loki\.retention: found 12h; allowed: at least 24h/);
    const { objectStore: _, ...bare } = stored;
    assert.match(problemsOf({ cluster: bare, addons: { loki: {} } }).join("\n"), /loki with .*objectStore set/);
  });

  it("keeps logs in the cloud's own store, in a protected bucket", async () => {
    const types = { eks: "s3", aks: "azure", gke: "gcs" } as const;
    for (const [cloud, type] of Object.entries(types)) {
      const plan = await planned(onClouds[cloud as keyof typeof onClouds]);
      const { storage } = releaseOf(plan, "loki-loki").loki as { storage: { object_store: Record<string, unknown> } };
      assert.equal(storage.object_store.type, type);
      const buckets = plan.resources.filter(
        ({ type: of, name }) => /Bucket$|BlobContainer$/.test(of) && /logs/.test(name),
      );
      assert.equal(buckets[0]?.protect, true, cloud);
    }
  });

  it("opens the store by workload identity: a role of one bucket, and no key in the cluster", async () => {
    const eks = await planned(onClouds.eks);
    const text = policyText(eks, /loki/);
    for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "kms:GenerateDataKey"])
      assert.ok(text.includes(action), action);
    assert.ok(!text.includes("s3:*"));
    const association = only(eks, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "test-loki-loki");
    assert.deepEqual([association.inputs.namespace, association.inputs.serviceAccount], ["loki", "loki"]);
    const aks = releaseOf(await planned(onClouds.aks), "loki-loki");
    assert.deepEqual(mapIn(aks, "defaults").podLabels, { "azure.workload.identity/use": "true" });
    const gke = releaseOf(await planned(onClouds.gke), "loki-loki");
    assert.ok(JSON.stringify(mapIn(gke, "serviceAccount").annotations).includes("iam.gke.io/gcp-service-account"));
    assert.equal(all(eks, "kubernetes:core/v1:Secret").length, 0);
    const { storage } = releaseOf(eks, "loki-loki").loki as { storage: { object_store: { s3: object } } };
    assert.deepEqual(storage.object_store.s3, {
      endpoint: "s3.eu-west-1.amazonaws.com",
      region: "eu-west-1",
      native_aws_auth_enabled: true,
      dualstack_enabled: false,
      insecure: false,
    });
  });

  it("opens an existing cluster's store with keys from a Secret, in a folder of its own and on its port", async () => {
    const plan = await planned(stored);
    const secret = only(plan, "kubernetes:core/v1:Secret", "loki-object-store");
    assert.ok(!JSON.stringify(secret.inputs).includes("aws_access_key_id"));
    const values = releaseOf(plan, "loki-loki");
    const { storage } = values.loki as { storage: { object_store: Record<string, unknown> } };
    assert.equal(storage.object_store.storage_prefix, "loki-test");
    assert.deepEqual(mapIn(values, "defaults").extraEnv, [
      { name: "AWS_SHARED_CREDENTIALS_FILE", value: "/etc/object-store/credentials" },
    ]);
    assert.ok(only(plan, release, "loki-loki").dependsOn.includes(secret.urn));
    const out = only(plan, policy, "loki-traffic-loki-to-object-store");
    assert.match(JSON.stringify(out.inputs), /"port":9000/);
  });

  it("trusts the authority of an existing cluster's store, and asks it by no client that does not", async () => {
    const caCert = "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----";
    const objectStore = { ...stored.objectStore, caCert };
    const { storage, storage_config } = releaseOf(await planned({ ...stored, objectStore }), "loki-loki").loki as {
      storage: { object_store: { s3: { http: object } } };
      storage_config: object;
    };
    assert.deepEqual(storage.object_store.s3.http, { tls_ca_path: "/etc/object-store/ca.crt" });
    assert.deepEqual(storage_config, { hedging: { at: "0s" } });
    const known = releaseOf(await planned(stored), "loki-loki").loki as Record<string, unknown>;
    assert.equal(known.storage_config, undefined);
  });

  it("lets in collectors, Prometheus and Grafana, and nobody else", async () => {
    const ingress = async (addons: object, loki: object = {}) =>
      JSON.stringify(inNamespace(await planned(stored, loki, addons), policy, "loki").map(({ inputs }) => inputs.spec));
    const open = await ingress({ prometheus: {} }, { allowFrom: ["apps"] });
    assert.match(open, /\["apps","loki-collector","monitoring"\]/);
    const closed = await ingress({}, { collector: { enabled: false } });
    assert.ok(!closed.includes("namespaceSelector"));
  });

  it("is seen in Grafana, and watched by its own alerts and dashboards, where Prometheus is on", async () => {
    const plan = await planned(onClouds.eks, {}, { prometheus: {} });
    const source = only(plan, "kubernetes:core/v1:ConfigMap", "loki-data-source-loki");
    const { metadata, data } = source.inputs as { metadata: object; data: Record<string, string> };
    assert.deepEqual(metadata, {
      name: "data-source-loki",
      namespace: "loki",
      labels: { grafana_datasource: "1" },
    });
    assert.match(data["loki.yaml"] ?? "", /http:\/\/loki-query-frontend\.loki\.svc:3100/);
    // Nowhere else, since whoever may make a ConfigMap there could make a data source.
    const { sidecar } = mapIn(releaseOf(plan, "prometheus-kube-prometheus-stack"), "grafana") as {
      sidecar: { datasources: { searchNamespace: string[] } };
    };
    assert.deepEqual(sidecar.datasources.searchNamespace, ["monitoring", "loki"]);
    const on = mapIn(releaseOf(plan, "loki-loki"), "monitoring");
    for (const part of ["serviceMonitor", "rules", "alerts", "dashboards"])
      assert.equal((on[part] as { enabled: boolean }).enabled, true);
    const off = await planned(onClouds.eks);
    assert.equal(all(off, "kubernetes:core/v1:ConfigMap").length, 0);
    assert.match(JSON.stringify(mapIn(releaseOf(off, "loki-loki"), "monitoring")), /"alerts":\{"enabled":false\}/);
  });

  it("gives Grafana no data source where Grafana is off", async () => {
    const plan = await planned(stored, {}, { prometheus: { grafana: { enabled: false } } });
    assert.ok(!all(plan, "kubernetes:core/v1:ConfigMap").some(({ name }) => name.includes("data-source")));
  });

  it("takes every image from the mirror", async () => {
    const plan = await planned(stored, {}, {}, { mirror: { images: "registry.example.com/mirror" } });
    assert.equal(mapIn(releaseOf(plan, "loki-loki"), "global").imageRegistry, "registry.example.com/mirror");
    const { image } = mapIn(releaseOf(plan, "loki-alloy"), "global") as { image: object };
    assert.deepEqual(image, { registry: "registry.example.com/mirror" });
  });

  it("starts no test, canary or gateway, whose images or containers are of nobody's choice", async () => {
    const values = releaseOf(await planned(onClouds.eks), "loki-loki");
    for (const part of ["test", "lokiCanary", "gateway", "minio", "ruler"])
      assert.equal(mapIn(values, part).enabled, false, part);
  });
});

describe("loki's collectors", () => {
  it("live apart, so that Loki's own namespace is restricted", async () => {
    const plan = await planned(onClouds.eks);
    const level = (name: string) => {
      const { labels } = only(plan, "kubernetes:core/v1:Namespace", name).inputs.metadata as {
        labels: Record<string, string>;
      };
      return labels["pod-security.kubernetes.io/enforce"];
    };
    assert.equal(level("loki-namespace-loki"), "restricted");
    assert.equal(level("loki-namespace-loki-collector"), "privileged");
  });

  it("read on every node, may watch pods and nothing else, and have no capability", async () => {
    const values = releaseOf(await planned(onClouds.eks), "loki-alloy");
    assert.deepEqual(mapIn(values, "controller").tolerations, [{ operator: "Exists" }]);
    const { rules, clusterRules } = mapIn(values, "rbac") as Record<string, { resources: string[] }[]>;
    for (const { resources } of [...(rules ?? []), ...(clusterRules ?? [])]) assert.deepEqual(resources, ["pods"]);
    const { securityContext } = mapIn(values, "alloy") as { securityContext: Record<string, unknown> };
    assert.deepEqual(securityContext.capabilities, { drop: ["ALL"] });
    assert.equal(securityContext.readOnlyRootFilesystem, true);
  });

  it("send to whatever takes logs, and leave namespaces out", () => {
    const context = { clusterName: "test" } as Parameters<typeof collectorConfig>[0];
    const options = { size: "single", collector: { enabled: true, excludedNamespaces: ["noise", "more"] } };
    const text = collectorConfig(context, options as unknown as Parameters<typeof collectorConfig>[1]);
    assert.match(text, /url = "http:\/\/loki\.loki\.svc:3100\/loki\/api\/v1\/push"/);
    assert.match(text, /regex = "noise\|more"\n {4}action = "drop"/);
  });

  it("can be left out", async () => {
    const plan = await planned(onClouds.eks, { collector: { enabled: false } });
    assert.equal(all(plan, release).filter(({ name }) => name.startsWith("loki-")).length, 1);
    assert.equal(inNamespace(plan, policy, "loki-collector").length, 0);
  });
});
