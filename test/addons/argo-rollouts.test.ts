import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { everywhere, findingsOf, objectsIn, planned, policiesIn, type Tree, valuesIn } from "./cloudPlans";

const rollouts = { "argo-rollouts": {} };
const name = "argo-rollouts-argo-rollouts";

const on = (addons: object, rest = {}) => planned("existing", { ...rollouts, ...addons }, rest);

describe("argo-rollouts", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const others = { prometheus: {}, istio: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...others, ...rollouts }, others), []);
      });

  it("runs two controllers with a budget in production, and one elsewhere", async () => {
    const { controller } = valuesIn(await on({}), name);
    assert.deepEqual([controller?.replicas, controller?.pdb], [2, { enabled: true, maxUnavailable: 1 }]);
    const small = valuesIn(await on({}, { profile: "development" }), name).controller;
    assert.deepEqual([small?.replicas, small?.pdb], [1, { enabled: false }]);
  });

  it("has no rights on the traffic of what is not there", async () => {
    const enabled = async (addons: object) => {
      const providers = valuesIn(await on(addons), name).providerRBAC?.providers ?? {};
      return Object.keys(providers).filter((key) => Boolean(providers[key]));
    };
    assert.deepEqual(await enabled({}), []);
    assert.deepEqual(await enabled({ istio: {} }), ["istio"]);
    assert.deepEqual(await enabled({ "argo-rollouts": { gatewayApi: true } }), ["gatewayAPI"]);
  });

  it("takes the Gateway API's plugin from its image, with limits, and from the mirror as all else", async () => {
    const mirror = { images: "registry.example.com/mirror" };
    const plan = await on({ "argo-rollouts": { gatewayApi: true, dashboard: true } }, { mirror });
    const { controller, dashboard } = valuesIn(plan, name);
    const [init] = Object.values(controller?.initContainers ?? {});
    assert.match(String(init?.image), /^registry\.example\.com\/mirror\/argoproj-labs\/.+:v\d/);
    assert.ok(init?.resources?.limits);
    for (const { image } of [controller ?? {}, dashboard ?? {}])
      assert.match(`${image?.registry}/${image?.repository}`, /^registry\.example\.com\/mirror\/argoproj\//);
  });

  it("judges by what the mesh that is on counts, and makes no analysis without one", async () => {
    const query = async (addons: object) => {
      const found = objectsIn(await on(addons), "ClusterAnalysisTemplate");
      return JSON.stringify(found["success-rate"]?.spec?.metrics ?? "");
    };
    assert.match(
      await query({ prometheus: {}, istio: { mode: "sidecar" } }),
      /istio_requests_total\{reporter=\\"destination/,
    );
    assert.match(
      await query({ prometheus: {}, istio: { mode: "ambient" } }),
      /istio_requests_total\{reporter=\\"waypoint/,
    );
    assert.equal(await query({ prometheus: {} }), '""');
    assert.equal(await query({ istio: {} }), '""');
    assert.equal(await query({ prometheus: {}, istio: {}, "argo-rollouts": { analysis: false } }), '""');
  });

  it("reaches Prometheus, which lets it in unless it lets everyone in", async () => {
    const plan = await on({ prometheus: {} });
    const own = policiesIn(plan, "argo-rollouts")["to-prometheus"]?.inputs.spec as Tree | undefined;
    assert.deepEqual(own?.egress?.[0]?.ports, [{ port: 9090, protocol: "TCP" }]);
    assert.match(
      JSON.stringify(policiesIn(plan, "monitoring")["allow-add-ons"]?.inputs),
      /"values":\["argo-rollouts"\]/,
    );
    const open = await on({ prometheus: { networkPolicy: { enabled: false } } });
    assert.deepEqual(policiesIn(open, "monitoring"), {});
  });

  it("shows its dashboard only where it is asked to, and to nobody outside", async () => {
    assert.equal(valuesIn(await on({}), name).dashboard?.enabled, false);
    const plan = await on({ "argo-rollouts": { dashboard: true } });
    assert.equal(valuesIn(plan, name).dashboard?.readonly, true);
    assert.deepEqual(Object.keys(policiesIn(plan, "argo-rollouts")), ["default-deny"]);
  });
});
