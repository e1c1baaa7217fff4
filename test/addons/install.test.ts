import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Addon } from "../../components/addons/addon";
import { catalog } from "../../components/addons/catalog";
import { inOrder, prerequisites } from "../../components/addons/order";
import { createPlatform } from "../../components/platform";
import type { Plan } from "../../planner/plan";
import { record } from "../../planner/recorder";
import type { PlannedResource } from "../../planner/resource";
import { all, configOf, only, planOf } from "../support/plan";

const existing = { cloud: "existing", version: "1.35" };
const eks = { cloud: "eks", region: "eu-west-1" };
const release = "kubernetes:helm.sh/v3:Release";
const namespace = "kubernetes:core/v1:Namespace";

/** Everything that has to be there before a resource, and that goes only after it. */
function prerequisitesOf(plan: Plan, resource: PlannedResource): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (urns: readonly string[]) => {
    for (const urn of urns) {
      if (found.has(urn)) continue;
      found.add(urn);
      visit(plan.resources.find((other) => other.urn === urn)?.dependsOn ?? []);
    }
  };
  visit(resource.dependsOn);
  return found;
}

const ofAddon = (plan: Plan, name: string) =>
  plan.resources.filter(({ custom, parent }) => custom && parent?.endsWith(`:addons:Addon::${name}`));

describe("installing an add-on", () => {
  it("waits with a release for every namespace that its chart puts something into", async () => {
    const plan = await planOf({ cluster: existing, addons: { prometheus: {} } });
    const { dependsOn } = only(plan, release, "prometheus-kube-prometheus-stack");
    const names = all(plan, namespace).map(({ urn }) => urn);
    assert.equal(names.length, 2);
    for (const urn of names) assert.ok(dependsOn.includes(urn), urn);
  });

  it("gives a namespace a name in the plan that no release has", async () => {
    const plan = await planOf({ cluster: existing, addons: { argocd: {} } });
    assert.equal(only(plan, namespace).name, "argocd-namespace-argocd");
    assert.equal(only(plan, release).name, "argocd-argocd");
  });

  it("keeps what comes first until all of an add-on is gone, its namespaces included", async () => {
    const plan = await planOf({ cluster: existing, addons: { argocd: {}, "cert-manager": {} } });
    const later = ofAddon(plan, "argocd");
    assert.ok(later.length >= 3);
    const first = only(plan, release, "cert-manager-cert-manager");
    for (const resource of later) assert.ok(prerequisitesOf(plan, resource).has(first.urn), resource.name);
  });

  it("waits of an add-on that others only come after for what it brings them, and for nothing else", async () => {
    const plan = await planOf({ cluster: existing, addons: { argocd: {}, istio: {}, prometheus: {} } });
    const brought = ["prometheus-prometheus-operator-crds", "istio-istio-base"];
    const [others, definitions] = [false, true].map((is) =>
      all(plan, release).filter(({ name }) => /^(istio|prometheus)-/.test(name) && brought.includes(name) === is),
    );
    assert.deepEqual([others?.length, definitions?.length], [5, 2]);
    for (const resource of ofAddon(plan, "argocd")) {
      const before = prerequisitesOf(plan, resource);
      assert.ok(
        definitions?.every(({ urn }) => before.has(urn)),
        resource.name,
      );
      assert.ok(!others?.some(({ urn }) => before.has(urn)), resource.name);
    }
  });

  it("waits for the driver of volumes with what has volumes, and with nothing else", async () => {
    const plan = await planOf({ cluster: eks, addons: { istio: {}, prometheus: {} } });
    const driver = only(plan, "aws:eks/addon:Addon", "test-aws-ebs-csi-driver");
    const waiting = all(plan, release).filter((it) => prerequisitesOf(plan, it).has(driver.urn));
    assert.deepEqual(
      waiting.map(({ name }) => name),
      ["prometheus-kube-prometheus-stack"],
    );
  });

  it("has definitions there before nodes are", async () => {
    const plan = await planOf({ cluster: { ...eks, autoscaler: "karpenter" }, addons: { prometheus: {} } });
    for (const name of ["prometheus-prometheus-operator-crds", "karpenter-karpenter-crd"]) {
      const before = [...prerequisitesOf(plan, only(plan, release, name))];
      assert.deepEqual(
        before.filter((urn) => /nodeGroup|addon:Addon|karpenter\.sh/.test(urn)),
        [],
        name,
      );
    }
  });

  it("uninstalls custom resources, then their controller, then its namespace", async () => {
    const gitops = {
      repositories: { platform: { url: "https://git.example.com/platform.git" } },
      applications: { shop: { repository: "platform" } },
    };
    const plan = await planOf({ cluster: existing, addons: { argocd: {} }, gitops });
    const application = only(plan, "kubernetes:argoproj.io/v1alpha1:Application");
    const controller = only(plan, release);
    assert.ok(prerequisitesOf(plan, application).has(controller.urn));
    assert.ok(prerequisitesOf(plan, application).has(only(plan, "kubernetes:argoproj.io/v1alpha1:AppProject").urn));
    assert.ok(prerequisitesOf(plan, controller).has(only(plan, namespace).urn));
  });

  it("has Karpenter there before every pod that may need a node, and until the last of them is gone", async () => {
    const cluster = { ...eks, autoscaler: "karpenter" };
    const plan = await planOf({ cluster, addons: { argocd: {}, istio: {}, prometheus: {}, velero: {} } });
    const pool = only(plan, "kubernetes:karpenter.sh/v1:NodePool");
    const definitions = only(plan, release, "prometheus-prometheus-operator-crds");
    for (const addon of ["argocd", "istio", "prometheus", "velero"])
      for (const resource of ofAddon(plan, addon).filter((it) => it !== definitions))
        assert.ok(prerequisitesOf(plan, resource).has(pool.urn), resource.name);
  });

  it("rolls back a release that failed, so that the next run does not find its name in use", async () => {
    const { inputs } = only(await planOf({ cluster: existing, addons: { argocd: {} } }), release);
    assert.deepEqual([inputs.atomic, inputs.cleanupOnFail], [true, true]);
  });

  it("gives deletions the time that load balancers and volumes take", async () => {
    const config = configOf({ cluster: existing, addons: { argocd: {} } });
    const timeouts = new Map<string, unknown>();
    await record("kubernetes-architect", "test", async () => {
      pulumi.runtime.registerStackTransformation(({ type, opts }) => {
        timeouts.set(type, (opts as pulumi.CustomResourceOptions).customTimeouts);
        return undefined;
      });
      return createPlatform(config);
    });
    for (const type of [namespace, release]) assert.deepEqual(timeouts.get(type), { delete: "30m" }, type);
  });
});

describe("the order of add-ons", () => {
  const addons = (...names: string[]) =>
    names.map((name) => catalog[name]).filter((it): it is Addon => it !== undefined);

  it("starts with what makes nodes, whatever the names", () => {
    const names = inOrder(addons("argocd", "velero", "cluster-autoscaler", "prometheus")).map(({ name }) => name);
    assert.deepEqual(names, ["cluster-autoscaler", "argocd", "prometheus", "velero"]);
  });

  it("has what deletes records and load balancers before whose definitions it uses, and until that is gone", () => {
    const on = new Set(["external-dns", "prometheus"]);
    const [dns, prometheus] = addons(...on);
    assert.ok(dns && prometheus);
    assert.deepEqual([prerequisites(prometheus, on), prerequisites(dns, on)], [["external-dns"], ["prometheus"]]);
    assert.deepEqual(
      inOrder([prometheus, dns]).map(({ name }) => name),
      ["external-dns", "prometheus"],
    );
  });

  it("lets nothing wait for an add-on that is off", () => {
    const [argocd] = addons("argocd");
    assert.ok(argocd);
    assert.deepEqual(prerequisites(argocd, new Set(["argocd"])), []);
    assert.deepEqual(prerequisites(argocd, new Set(["argocd", "istio", "karpenter"])), ["istio", "karpenter"]);
  });
});
