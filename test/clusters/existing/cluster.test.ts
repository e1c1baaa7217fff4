import assert from "node:assert/strict";
import { createCluster } from "../../../components/clusters/existing";
import { storedBucket } from "../../../components/clusters/existing/objectStore";
import type { ExistingConfig } from "../../../components/config/clusters";
import { Platform } from "../../../components/platform";
import { record } from "../../../planner/recorder";
import { all, configOf, only, planOf } from "../../support/plan";

const store = {
  endpoint: "https://s3.example.com/",
  region: "eu-west-1",
  bucket: "backups",
  accessKeyId: { secure: "v1:aWQ=" },
  secretAccessKey: { secure: "v1:a2V5" },
  pathStyle: false,
  checksum: "CRC32",
};

/** Runs code on a recorder, as a program does. */
async function running<T>(run: () => T): Promise<T> {
  let result: T | undefined;
  await record("project", "test", async () => {
    result = run();
    return {};
  });
  assert.ok(result !== undefined);
  return result;
}

describe("an existing cluster", () => {
  it("makes nothing but a provider with the kubeconfig's path and context as they are written", async () => {
    const plan = await planOf({ cluster: { cloud: "existing", kubeconfig: "~/.kube/kind", context: "kind-kind" } });
    const made = plan.resources.filter(({ custom }) => custom);
    assert.equal(made.length, 1);
    const { inputs } = only(plan, "pulumi:providers:kubernetes");
    assert.equal(inputs.kubeconfig, "~/.kube/kind");
    assert.equal(inputs.context, "kind-kind");
  });

  it("leaves the context to the file when none is set", async () => {
    const plan = await planOf({ cluster: { cloud: "existing" } });
    assert.equal("context" in only(plan, "pulumi:providers:kubernetes").inputs, false);
  });

  it("plans the same whether the file is there or not", async () => {
    const [one, other] = [
      await planOf({ cluster: { cloud: "existing", kubeconfig: "/no/such/file" } }),
      await planOf({ cluster: { cloud: "existing", kubeconfig: "/etc/hosts" } }),
    ];
    assert.equal(JSON.stringify(one).replaceAll("/no/such/file", "/etc/hosts"), JSON.stringify(other));
  });

  it("tells how to reach it, without a made-up address and with the kubeconfig closed", async () => {
    const { outputs } = await planOf({ cluster: { cloud: "existing", context: "k3d-local" } });
    assert.equal(outputs.accessCommand, "kubectl --kubeconfig ~/.kube/config --context k3d-local get nodes");
    assert.equal(outputs.endpoint, "the server of context k3d-local in ~/.kube/config");
    assert.equal(outputs.kubeconfig, "[secret]");
  });

  it("gives add-ons what its config says of zones, storage, load balancers and control plane", async () => {
    const config = configOf({
      cluster: {
        cloud: "existing",
        zones: 3,
        storageClass: "fast",
        snapshotClass: { name: "snap", driver: "rbd.csi.ceph.com" },
        loadBalancer: { internal: { "metallb.io/address-pool": "lan" } },
        controlPlaneMetrics: false,
      },
    });
    const { facts } = await running(() => new Platform(config, createCluster).cluster);
    assert.equal(facts.zones, 3);
    assert.equal(facts.storageClass, "fast");
    assert.deepEqual(facts.snapshotClass, { name: "snap", driver: "rbd.csi.ceph.com", present: true });
    assert.deepEqual(facts.loadBalancer, { internal: { "metallb.io/address-pool": "lan" }, internet: {} });
    assert.equal(facts.hiddenControlPlane, true);
    assert.equal(facts.velero, undefined);
  });

  it("has no workload identity to grant with, and says so of a bucket that nobody configured", async () => {
    const config = configOf({ cluster: { cloud: "existing" } });
    const cluster = await running(() => new Platform(config, createCluster).cluster);
    assert.deepEqual(cluster.grant("dns", { namespace: "dns", serviceAccount: "dns" }, []), {
      annotations: {},
      labels: {},
      podLabels: {},
      resources: [],
    });
    assert.throws(() => cluster.bucket("backups", { noncurrentDays: 30 }), /no object store for backups/);
  });

  it("takes the kubeconfig's text for no path, and keeps it out of the message", () => {
    const text = "apiVersion: v1\nkind: Config\nusers: [{ user: { token: planted-token } }]\n";
    assert.throws(
      () => configOf({ cluster: { cloud: "existing", kubeconfig: text } }),
      (error: Error) => error.message.includes("the path of a kubeconfig file") && !error.message.includes("planted"),
    );
  });
});

describe("an existing cluster's object store", () => {
  const config = () => {
    const { cluster } = configOf({ cluster: { cloud: "existing", objectStore: store } });
    const { objectStore } = cluster as ExistingConfig;
    assert.ok(objectStore);
    return objectStore;
  };

  it("is the same bucket for every purpose and makes nothing", async () => {
    const plan = await planOf({ cluster: { cloud: "existing", objectStore: store } });
    assert.deepEqual(all(plan, "aws:s3/bucket:Bucket"), []);
    const [backups, logs] = await running(() => [storedBucket("backups", config()), storedBucket("logs", config())]);
    assert.equal(await name(backups), "backups");
    assert.equal(await name(logs), "backups");
    assert.deepEqual(backups?.resources, []);
  });

  it("is reached as its config says", async () => {
    const bucket = await running(() => storedBucket("backups", config()));
    assert.equal(bucket.region, "eu-west-1");
    assert.equal(bucket.s3?.endpoint, "https://s3.example.com");
    assert.equal(bucket.s3?.pathStyle, false);
    assert.equal(bucket.s3?.checksumAlgorithm, "CRC32");
  });

  it("keeps its keys as a secret credentials file", async () => {
    const bucket = await running(() => storedBucket("backups", config()));
    const credentials = bucket.s3?.credentials;
    assert.ok(credentials);
    assert.equal(await (credentials as unknown as { isSecret: Promise<boolean> }).isSecret, true);
    const text = await (credentials as unknown as { promise(): Promise<string> }).promise();
    assert.equal(text, "[default]\naws_access_key_id=[secret]\naws_secret_access_key=[secret]\n");
  });
});

async function name(bucket: ReturnType<typeof storedBucket> | undefined): Promise<unknown> {
  return (bucket?.name as unknown as { promise(): Promise<string> } | undefined)?.promise();
}
