import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import { type Cloud, findingsOf, stackOf } from "./clouds";

const name = "vertical-pod-autoscaler";
const release = "kubernetes:helm.sh/v3:Release";

type Options = Readonly<Record<string, unknown>>;
type Parts = Readonly<Record<string, Readonly<Record<string, Options>>>>;

const plan = (options: Options = {}, rest: Options = {}, cloud: Cloud = "existing") =>
  planOf(stackOf(cloud, name, options, rest), "one");

async function valuesOf(options: Options = {}, rest: Options = {}) {
  return only(await plan(options, rest), release, `${name}-${name}`).inputs.values as Parts;
}

describe("vertical-pod-autoscaler", () => {
  for (const cloud of ["eks", "aks", "existing"] as const)
    for (const profile of ["production", "development"])
      it(`has no finding on ${cloud} in ${profile}`, async () => {
        const others = cloud === "eks" ? { "metrics-server": {} } : {};
        assert.deepEqual(await findingsOf(cloud, name, profile, {}, others), []);
      });

  it("leaves GKE to Google's own, by the option that switches it on", async () => {
    assert.match(problemsOf(stackOf("gke", name)).join("\n"), /allowed: cluster\.verticalPodAutoscaling: true/);
    const cluster = async (options: Options) =>
      only(
        await planOf({ cluster: stackOf("gke", name, {}, { cluster: options }).cluster }, "one"),
        "gcp:container/cluster:Cluster",
      );
    const enabled = async (options: Options) => (await cluster(options)).inputs.verticalPodAutoscaling;
    assert.deepEqual(await enabled({}), { enabled: false });
    assert.deepEqual(await enabled({ verticalPodAutoscaling: true }), { enabled: true });
    assert.equal(await enabled({ mode: "autopilot" }), undefined);
  });

  it("needs the metrics of pods, which EKS has none of by itself", () => {
    assert.match(problemsOf(stackOf("eks", name)).join("\n"), /with metrics-server on/);
    assert.deepEqual(problemsOf(stackOf("eks", name, {}, { addons: { "metrics-server": {} } })), []);
    assert.deepEqual(problemsOf(stackOf("aks", name)), []);
  });

  it("leaves no webhook behind, and none that keeps pods from starting", async () => {
    const { admissionController } = await valuesOf();
    assert.equal(admissionController?.registerWebhook, false);
    assert.deepEqual(admissionController?.mutatingWebhookConfiguration, { failurePolicy: "Ignore" });
  });

  it("gets its webhook's certificate from cert-manager, or from a job with limits of its own", async () => {
    const alone = (await valuesOf()).admissionController;
    assert.deepEqual([alone?.certManager?.enabled, alone?.certGen?.enabled], [false, true]);
    assert.ok(alone?.certGen?.resources);
    const issued = (await valuesOf({}, { addons: { "cert-manager": {} } })).admissionController;
    assert.deepEqual([issued?.certManager?.enabled, issued?.certGen?.enabled], [true, false]);
  });

  it("only recommends, if told so", async () => {
    const { admissionController, updater, recommender } = await valuesOf({ apply: false });
    assert.deepEqual([admissionController?.enabled, updater?.enabled, recommender?.enabled], [false, false, true]);
  });

  it("runs each part twice in production, and once without a budget elsewhere", async () => {
    const parts = ({ admissionController, updater, recommender }: Parts) =>
      [admissionController, updater, recommender].map((part) => [part?.replicas, part?.podDisruptionBudget?.enabled]);
    assert.deepEqual(parts(await valuesOf()), [
      [2, true],
      [2, true],
      [2, true],
    ]);
    const small = await valuesOf({}, { cluster: { profile: "development" } });
    assert.deepEqual(parts(small), [
      [1, false],
      [1, false],
      [1, false],
    ]);
  });

  it("comes from the mirror, each of its images", async () => {
    const values = await valuesOf({}, { mirror: { images: "registry.example.com/mirror" } });
    const images = JSON.stringify(values).match(/"repository":"[^"]+"/g) ?? [];
    assert.equal(images.length, 4);
    for (const image of images) assert.ok(image.startsWith('"repository":"registry.example.com/mirror/'), image);
  });

  it("is measured where Prometheus is on", async () => {
    const monitor = "kubernetes:monitoring.coreos.com/v1:PodMonitor";
    only(await plan({}, { addons: { prometheus: {} } }), monitor, `${name}-monitor-${name}`);
    assert.deepEqual(all(await plan(), monitor), []);
  });
});
