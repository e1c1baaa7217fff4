import assert from "node:assert/strict";
import { z } from "zod";
import { addonProblems } from "../../components/config/checks/addons";
import { clouds } from "../../components/config/clusters/common";
import { showProblem } from "../../components/config/errors";
import type { AddonConfigSpec } from "../../components/config/parse";
import { configOf } from "../support/plan";

function addon(more: Partial<AddonConfigSpec>): AddonConfigSpec {
  const nothing = {
    profiles: {},
    charts: ["one"],
    requires: [],
    conflicts: [],
    clouds,
    webhookPorts: [],
    compatibility: [],
  };
  return { options: z.strictObject({}), chartVersion: "1.0.0", ...nothing, ...more };
}

/** What is said of these add-ons being on, by their rules. */
function said(on: readonly string[], addons: Readonly<Record<string, AddonConfigSpec>>, version = "1.35"): string[] {
  const config = {
    ...configOf({ cluster: { cloud: "existing", version } }),
    addons: Object.fromEntries(on.map((it) => [it, {}])),
  };
  return addonProblems(config, addons).map((problem) => showProblem({ file: "F" }, problem));
}

const meshes = { istio: addon({}), linkerd: addon({ conflicts: ["istio"] }) };

describe("add-ons together", () => {
  it("are refused where both are meshes, once, at the later one", () => {
    assert.deepEqual(said(["istio", "linkerd"], meshes), [
      "F: kubernetes-architect:addons.linkerd: found linkerd together with istio; allowed: either istio or linkerd",
    ]);
  });

  it("are refused whichever of the two names the other", () => {
    const named = { istio: addon({ conflicts: ["linkerd"] }), linkerd: addon({}) };
    assert.deepEqual(said(["istio", "linkerd"], named), said(["istio", "linkerd"], meshes));
  });

  it("are fine while one of the two is off", () => {
    assert.deepEqual([...said(["istio"], meshes), ...said(["linkerd"], meshes)], []);
  });

  it("are refused each time that three exclude one another", () => {
    const three = { ...meshes, kuma: addon({ conflicts: ["istio", "linkerd"] }) };
    assert.deepEqual(said(["istio", "linkerd", "kuma"], three), [
      "F: kubernetes-architect:addons.linkerd: found linkerd together with istio; allowed: either istio or linkerd",
      "F: kubernetes-architect:addons.kuma: found kuma together with istio; allowed: either istio or kuma",
      "F: kubernetes-architect:addons.kuma: found kuma together with linkerd; allowed: either linkerd or kuma",
    ]);
  });

  it("are asked for what one of them needs", () => {
    const addons = { kiali: addon({ requires: ["istio", "prometheus"] }), istio: addon({}), prometheus: addon({}) };
    assert.deepEqual(said(["kiali"], addons), [
      "F: kubernetes-architect:addons.kiali: found kiali without istio or prometheus; allowed: kiali with istio and prometheus on",
    ]);
    assert.deepEqual(said(["istio", "kiali"], addons), [
      "F: kubernetes-architect:addons.kiali: found kiali without prometheus; allowed: kiali with prometheus on",
    ]);
    assert.deepEqual(said(["istio", "kiali", "prometheus"], addons), []);
  });

  const compatibility = [
    { chart: ">=1.0.0 <2.0.0", kubernetes: ">=1.33.0 <1.37.0", source: "its README" },
    { chart: ">=2.0.0", kubernetes: ">=1.36.0", source: "its README" },
  ];

  it("are refused on a Kubernetes that the pinned chart does not run on", () => {
    assert.deepEqual(said(["istio"], { istio: addon({ compatibility }) }, "1.32"), [
      "F: kubernetes-architect:addons.istio: found istio on Kubernetes 1.32; allowed: Kubernetes >=1.33.0 <1.37.0 for version 1.0.0 of its chart",
    ]);
    assert.deepEqual(said(["istio"], { istio: addon({ compatibility }) }, "1.33"), []);
  });

  it("are judged by the version of the chart that is written, and not where nothing is known of it", () => {
    assert.deepEqual(said(["istio"], { istio: addon({ compatibility, chartVersion: "2.1.0" }) }, "1.35"), [
      "F: kubernetes-architect:addons.istio: found istio on Kubernetes 1.35; allowed: Kubernetes >=1.36.0 for version 2.1.0 of its chart",
    ]);
    assert.deepEqual(said(["istio"], { istio: addon({ compatibility, chartVersion: "0.9.0" }) }, "1.32"), []);
  });

  it("are refused on a cloud that they are not for", () => {
    assert.deepEqual(said(["karpenter"], { karpenter: addon({ clouds: ["eks"] }) }), [
      "F: kubernetes-architect:addons.karpenter: found karpenter on existing; allowed: only on eks",
    ]);
  });
});
