import assert from "node:assert/strict";
import { chartNameIn, chartSource, pinNameOf } from "../components/chartSource";
import { charts } from "../components/versions";

const velero = charts.velero;
const prometheus = charts["kube-prometheus-stack"];
const from = (pin: typeof velero | typeof prometheus, mirror?: string) => ({
  ...chartSource(pin, pin.version, mirror),
  version: pin.version,
});

describe("where a chart comes from", () => {
  it("is its own repository by name, or its address in a registry", () => {
    assert.deepEqual(chartSource(velero, "12.1.0", undefined), {
      chart: "velero",
      repositoryOpts: { repo: velero.repository },
    });
    assert.deepEqual(chartSource(prometheus, "1", undefined), {
      chart: "oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack",
    });
  });

  it("is a folder's packed chart of exactly the version, as it is pulled", () => {
    assert.deepEqual(chartSource(velero, "12.1.0", "./charts-local/"), { chart: "./charts-local/velero-12.1.0.tgz" });
  });

  it("does not change what chart it is", () => {
    for (const mirror of [undefined, "https://mirror.example.com", "oci://mirror.example.com/charts", "/srv/charts"]) {
      assert.equal(chartNameIn(from(prometheus, mirror)), "kube-prometheus-stack");
      assert.equal(pinNameOf(from(prometheus, mirror)), "kube-prometheus-stack");
      assert.equal(pinNameOf(from(velero, mirror)), "velero");
    }
    assert.equal(pinNameOf({ chart: "of-ours", repositoryOpts: { repo: "https://x.example.com" } }), undefined);
  });
});
