import assert from "node:assert/strict";
import fc from "fast-check";
import { catalog } from "../../components/addons/catalog";
import { type Preset, presetNames, presets } from "../../components/config/presets";
import { explain } from "../../planner/explain";
import { configOf, planOf, problemsOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };
const store = {
  ...cluster,
  objectStore: {
    endpoint: "https://s3.example.com",
    bucket: "platform",
    accessKeyId: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" },
    secretAccessKey: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" },
  },
};

const on = (values: Readonly<Record<string, unknown>>) => {
  const { addons } = configOf(values);
  return Object.keys(addons)
    .filter((name) => addons[name] !== undefined)
    .sort();
};

describe("presets", () => {
  it("name only add-ons that there are", () => {
    const named = Object.values(presets).flatMap((members) => members.flat());
    assert.deepEqual(
      named.filter((name) => !Object.hasOwn(catalog, name)),
      [],
    );
  });

  it("switch their add-ons on, with the profile's defaults", () => {
    assert.deepEqual(on({ cluster, presets: ["delivery"] }), ["argo-rollouts", "argocd", "tekton"]);
    const written = { cluster: { ...cluster, profile: "development" }, addons: { argocd: {} } };
    const preset = { cluster: written.cluster, presets: ["delivery"] };
    assert.deepEqual(configOf(preset).addons.argocd, configOf(written).addons.argocd);
  });

  it("leave the options of an add-on that is written as they are", () => {
    const { addons } = configOf({ cluster, presets: ["delivery"], addons: { argocd: { size: "large" } } });
    assert.equal(addons.argocd?.size, "large");
  });

  it("take the alternative that is written", () => {
    assert.deepEqual(on({ cluster, presets: ["delivery"], addons: { flux: {} } }), ["argo-rollouts", "flux", "tekton"]);
  });

  it("leave out what is written as false, and what is not for the cloud", () => {
    const values = { cluster, presets: ["delivery"], addons: { tekton: false } };
    assert.deepEqual(on(values), ["argo-rollouts", "argocd"]);
    const aks = {
      cloud: "aks",
      subscriptionId: "11111111-2222-3333-4444-555555555555",
      region: "westeurope",
      access: { admins: ["0b1f6471-1bf0-4dda-aec3-cb9272f09590"] },
    };
    assert.ok(!on({ cluster: aks, presets: ["observability"] }).includes("metrics-server"));
  });

  it("tell a preset that there is not, and what there is", () => {
    assert.match(
      problemsOf({ cluster, presets: ["observabilty"] }).join("\n"),
      /presets\[0\]: found "?observabilty"?; allowed: .*observability.*did you mean observability\?/,
    );
  });

  it("are in the plan's explanation, by each add-on that they switch on", async () => {
    const values = { cluster, presets: ["delivery"], addons: { argocd: {} } };
    const rows = explain({ config: configOf(values), plan: await planOf(values) });
    const rollouts = rows.find(({ path }) => path === "kubernetes-architect:addons.argo-rollouts");
    assert.deepEqual(rollouts, {
      path: "kubernetes-architect:addons.argo-rollouts",
      value: "on, of delivery",
      source: "preset",
    });
    assert.equal(
      rows.find(({ path }) => path === "kubernetes-architect:addons.argocd"),
      undefined,
    );
  });

  it("of any set, switch on all that they name for the cloud, and nothing else", () => {
    fc.assert(
      fc.property(fc.subarray<Preset>([...presetNames]), (chosen) => {
        const found = on({ cluster: store, presets: chosen });
        const first = (member: string | readonly string[]) => (typeof member === "string" ? member : member[0]);
        const wanted = chosen.flatMap((name) => presets[name].map(first));
        const forCloud = wanted.filter((name) => name !== undefined && catalog[name]?.clouds.includes("existing"));
        assert.deepEqual(found, [...new Set(forCloud)].sort());
      }),
      { numRuns: 20 },
    );
  });
});

describe("an add-on written as false", () => {
  it("is off", () => {
    assert.deepEqual(on({ cluster, addons: { argocd: false } }), []);
  });

  it("must be one that there is", () => {
    assert.match(problemsOf({ cluster, addons: { argocdd: false } }).join("\n"), /argocdd: found an unknown key/);
  });

  it("stays off where the cluster's config implies it", () => {
    const eks = { cloud: "eks", region: "eu-west-1", accountId: "481516234200", autoscaler: "clusterAutoscaler" };
    assert.ok(on({ cluster: eks }).includes("cluster-autoscaler"));
    assert.ok(!on({ cluster: eks, addons: { "cluster-autoscaler": false } }).includes("cluster-autoscaler"));
  });
});
