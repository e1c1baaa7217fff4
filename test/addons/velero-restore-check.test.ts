import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import { findingsOf, objectsIn, type Tree } from "./cloudPlans";
import { onStore } from "./veleroStacks";

const check = { schedule: "daily", namespace: "shop" };

function planned(restoreCheck: object, rest: object = {}, addons: object = {}) {
  return planOf({ cluster: onStore, addons: { velero: { restoreCheck }, ...addons }, ...rest });
}

/** The steps of the job, each as its name and its command line. */
async function steps(restoreCheck: object): Promise<Readonly<Record<string, string>>> {
  const job = objectsIn(await planned(restoreCheck), "CronJob")["velero-restore-check"];
  const { initContainers = {}, containers = {} } = job?.spec?.jobTemplate?.spec?.template?.spec ?? {};
  const all = [...Object.values(initContainers), ...Object.values(containers)];
  return Object.fromEntries(
    all.map(({ name, command, args }) => [
      String(name),
      [...Object.values(command ?? {}), ...Object.values(args ?? {})].join(" "),
    ]),
  );
}

const problems = (restoreCheck: object, velero: object = {}) =>
  problemsOf({ cluster: onStore, addons: { velero: { ...velero, restoreCheck } } }).join("\n");

describe("velero's restore check", () => {
  for (const cloud of ["eks", "aks", "gke"] as const)
    it(`adds no finding on ${cloud}`, async () => {
      const others = { prometheus: {}, velero: {} };
      assert.deepEqual(
        await findingsOf(cloud, "production", { ...others, velero: { restoreCheck: check } }, others),
        [],
      );
    });

  it("is off unless it is asked for", async () => {
    assert.deepEqual(objectsIn(await planOf({ cluster: onStore, addons: { velero: {} } }), "CronJob"), {});
  });

  it("restores the schedule's newest backup into a namespace of its own, waits for Completed, and cleans up", async () => {
    const done = await steps(check);
    assert.deepEqual(Object.keys(done), ["clean-up-before", "restore", "verify", "clean-up"]);
    assert.match(done.restore ?? "", /^\/velero .*--from-schedule=velero-daily .*shop:shop-restore-check/);
    assert.match(done.verify ?? "", /wait restores\.velero\.io\/\$\(JOB\) .*phase\}=Completed/);
    assert.match(done["clean-up"] ?? "", /^kubectl delete namespace shop-restore-check /);
  });

  it("starts nothing a second time, unless workloads are asked for", async () => {
    assert.match(
      (await steps(check)).restore ?? "",
      /--exclude-resources=pods,.*deployments\.apps.*--restore-volumes=false/,
    );
    assert.doesNotMatch((await steps({ ...check, workloads: true })).restore ?? "", /exclude-resources/);
  });

  it("may ask for restores and delete that one namespace, and no more", async () => {
    const plan = await planned({ ...check, into: "drill" });
    const rules = (kind: "Role" | "ClusterRole") => {
      const { inputs } = only(plan, `kubernetes:rbac.authorization.k8s.io/v1:${kind}`);
      return Object.values(inputs.rules as Tree);
    };
    const [cluster, ...others] = rules("ClusterRole");
    assert.deepEqual([cluster?.resources, cluster?.resourceNames, others], [["namespaces"], ["drill"], []]);
    for (const { apiGroups, verbs } of rules("Role")) {
      assert.deepEqual(apiGroups, ["velero.io"]);
      assert.doesNotMatch(JSON.stringify(verbs), /delete|update|patch|\*/);
    }
    const account = objectsIn(plan, "ServiceAccount")["velero-restore-check"];
    assert.deepEqual(Object.keys(account?.metadata ?? {}).sort(), ["name", "namespace"]);
  });

  it("passes the level restricted, with limits on every step and images of a mirror", async () => {
    const plan = await planned(check, { mirror: { images: "registry.example.com/mirror" } });
    const pod = objectsIn(plan, "CronJob")["velero-restore-check"]?.spec?.jobTemplate?.spec?.template?.spec;
    assert.equal(pod?.securityContext?.runAsNonRoot, true);
    for (const step of [...Object.values(pod?.initContainers ?? {}), ...Object.values(pod?.containers ?? {})]) {
      assert.ok(step.resources?.limits);
      assert.equal(step.securityContext?.allowPrivilegeEscalation, false);
      assert.match(String(step.image), /^registry\.example\.com\/mirror\/(kubectl|velero\/velero):v\d+\.\d+\.\d+$/);
    }
  });

  it("is told of when it fails or is overdue", async () => {
    const plan = await planned(check, {}, { prometheus: {} });
    const [release] = all(plan, "kubernetes:helm.sh/v3:Release").filter(({ name }) => name === "velero-velero");
    const text = JSON.stringify(release?.inputs.values);
    assert.match(text, /VeleroRestoreCheckFailed/);
    // A week between two checks, and a day.
    assert.match(text, /> 691200/);
  });

  it("is refused where there is nothing to restore, or where it would delete what it restores", () => {
    assert.match(problems({ ...check, schedule: "hourly" }), /restoreCheck\.schedule: .*daily/);
    assert.match(problems({ ...check, namespace: "velero" }), /restoreCheck\.namespace: .*that daily backs up/);
    const some = { schedules: { daily: { cron: "0 3 * * *", includedNamespaces: ["web"] } } };
    assert.match(problems(check, some), /restoreCheck\.namespace/);
    assert.match(problems({ ...check, into: "shop" }), /restoreCheck\.into: .*another one/);
  });
});
