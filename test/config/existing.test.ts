import assert from "node:assert/strict";
import { existingProblems } from "../../components/config/checks/existing";
import type { Config } from "../../components/config/parse";
import { configOf, problemsOf } from "../support/plan";

const store = {
  endpoint: "https://minio.example.com:9000",
  bucket: "backups",
  accessKeyId: { secure: "v1:aWQ=" },
  secretAccessKey: { secure: "v1:a2V5" },
};

/** What the rules say of a store: as any profile, since an accepted config is what they are given. */
function storeProblems(profile: "production" | "development", objectStore: object): readonly string[] {
  const { cluster, ...rest } = configOf({ cluster: { cloud: "existing", objectStore: store } });
  assert.equal(cluster.cloud, "existing");
  const parsed = {
    ...cluster,
    profile,
    objectStore: { ...(cluster as { objectStore: object }).objectStore, ...objectStore },
  };
  const config = { ...rest, cluster: parsed } as Config;
  const raw = { project: "p", stack: "s", source: config.source, values: {}, secretKeys: undefined };
  return existingProblems(config, raw).map(({ path }) => path.join("."));
}

describe("an existing cluster's config", () => {
  it("needs no more than its cloud", () => {
    assert.deepEqual(problemsOf({ cluster: { cloud: "existing" } }), []);
  });

  for (const kubeconfig of ["~/.kube/config", "/etc/kubernetes/admin.conf", "./kubeconfig", "../kubeconfig"]) {
    it(`takes ${kubeconfig} as a path`, () => {
      assert.deepEqual(problemsOf({ cluster: { cloud: "existing", kubeconfig } }), []);
    });
  }

  for (const kubeconfig of ["", "config", "~someone/config", "/a path/config", "/a\nb"]) {
    it(`refuses ${JSON.stringify(kubeconfig)} as a path`, () => {
      const problems = problemsOf({ cluster: { cloud: "existing", kubeconfig } });
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", /cluster\.kubeconfig/);
    });
  }

  it("refuses keys in plain text and does not repeat them", () => {
    const objectStore = { ...store, accessKeyId: "PLANTEDKEYID", secretAccessKey: "planted-secret" };
    const problems = problemsOf({ cluster: { cloud: "existing", objectStore } });
    assert.equal(problems.length, 2);
    assert.ok(problems.every((it) => it.includes("a secret in plain text") && !/planted/i.test(it)));
  });

  it("refuses a store without keys, with a bad bucket or with something that is no certificate", () => {
    const objectStore = { endpoint: "minio:9000", bucket: "No", caCert: "MIIB" };
    const problems = problemsOf({ cluster: { cloud: "existing", objectStore } });
    for (const option of ["endpoint", "bucket", "caCert", "accessKeyId", "secretAccessKey"])
      assert.ok(
        problems.some((it) => it.includes(`cluster.objectStore.${option}: `)),
        option,
      );
  });

  it("takes http:// for a store, except in production", () => {
    const endpoint = "http://minio.minio.svc:9000";
    assert.deepEqual(storeProblems("development", { endpoint }), []);
    assert.deepEqual(storeProblems("production", { endpoint }), ["cluster.objectStore.endpoint"]);
    assert.deepEqual(storeProblems("production", {}), []);
  });

  it("refuses a certificate authority for a store that is not encrypted", () => {
    const caCert = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    assert.deepEqual(storeProblems("development", { caCert }), []);
    assert.deepEqual(storeProblems("development", { endpoint: "http://minio:9000", caCert }), [
      "cluster.objectStore.caCert",
    ]);
  });

  it("leaves other clouds alone", () => {
    const config = { ...configOf({ cluster: { cloud: "existing" } }), cluster: { cloud: "eks" } } as unknown as Config;
    const raw = { project: "p", stack: "s", source: config.source, values: {}, secretKeys: undefined };
    assert.deepEqual(existingProblems(config, raw), []);
  });
});
