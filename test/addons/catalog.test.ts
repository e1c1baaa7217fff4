import assert from "node:assert/strict";
import { catalog } from "../../components/addons/catalog";
import { compatibility } from "../../components/compatibility";
import { clouds, type Profile } from "../../components/config/clusters/common";
import type { Plan } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";
import { at } from "../../policies/read";
import { all, planOf } from "../support/plan";
import { wholeCatalog } from "../support/wholeCatalog";

const profiles: readonly Profile[] = ["production", "development"];
const spaces = "kubernetes:core/v1:Namespace";
const policies = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const named = (resource: PlannedResource, path: string) => String(at(resource.inputs, path));

// Charts that make the policies themselves, each pod's own, and the value that says so.
const ofCharts: Readonly<Record<string, string>> = {
  argocd: "values.global.networkPolicy.defaultDenyIngress",
  "istio-system": "values.global.networkPolicy.enabled",
  "istio-ingress": "values.global.networkPolicy.enabled",
};

function isClosedByChart(plan: Plan, namespace: string): boolean {
  const path = ofCharts[namespace];
  const releases = all(plan, "kubernetes:helm.sh/v3:Release").filter(
    ({ name, inputs }) => inputs.namespace === namespace && name !== "istio-istio-base",
  );
  return path !== undefined && releases.length > 0 && releases.every(({ inputs }) => at(inputs, path) === true);
}

describe("the whole catalogue", () => {
  it("knows which Kubernetes versions each add-on works with, and from where", () => {
    const known = Object.keys(compatibility).sort();
    const ours = Object.values(catalog).filter(({ charts }) => charts.length > 0);
    assert.deepEqual(known, ours.map(({ name }) => name).sort());
    for (const { name, compatibility: rows } of ours)
      assert.ok(
        rows.every(({ source }) => source.length > 10),
        name,
      );
  });

  for (const cloud of clouds) {
    for (const profile of profiles) {
      for (const second of [false, true]) {
        const which = second ? "the alternatives" : "the first choices";
        it(`plans without an error or a warning on ${cloud} in ${profile}, with ${which}`, async () => {
          const plan = await planOf(wholeCatalog(cloud, profile, second));
          const serious = plan.findings.filter(({ severity }) => severity !== "info");
          assert.deepEqual(serious, []);
        });
      }
    }

    it(`closes every namespace that is not the cluster's own to traffic, on ${cloud}`, async () => {
      const plan = await planOf(wholeCatalog(cloud, "production", false));
      const closed = all(plan, policies)
        .filter(({ inputs }) => JSON.stringify(at(inputs, "spec.podSelector")) === "{}")
        .map((policy) => named(policy, "metadata.namespace"));
      const open = all(plan, spaces)
        .map((space) => named(space, "metadata.name"))
        .filter((name) => !closed.includes(name) && !isClosedByChart(plan, name));
      assert.deepEqual(open, []);
    });
  }
});
