import assert from "node:assert/strict";
import { imagesIn, wholeName } from "../../charts/images";
import known from "../../charts/known-images.json";
import { charts } from "../../components/versions";
import type { PlannedResource } from "../../planner/resource";

const deployment = (pod: object): PlannedResource => ({
  urn: "urn",
  type: "kubernetes:apps/v1:Deployment",
  name: "it",
  parent: null,
  provider: null,
  inputs: { spec: { template: { spec: pod } } },
  dependsOn: [],
  protect: false,
  deletedWith: null,
  retainOnDelete: false,
  custom: true,
});

describe("the images of what charts make", () => {
  it("are those of all containers, by their whole names", () => {
    const pod = { initContainers: [{ image: "busybox:1.38" }], containers: [{ image: "grafana/loki:3.7" }] };
    assert.deepEqual(imagesIn([deployment(pod)]), ["docker.io/grafana/loki:3.7", "docker.io/library/busybox:1.38"]);
    assert.equal(wholeName("localhost:5000/app:1"), "localhost:5000/app:1");
  });

  it("are also those that are handed on in an argument, and no address that looks like one", () => {
    const args = [
      "--config-reloader=quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1",
      "--url=https://grafana.example.com/login:8080",
      "--service=loki.logging.svc.cluster.local:3100",
    ];
    const pod = { containers: [{ image: "quay.io/prometheus-operator/prometheus-operator:v0.93.1", args }] };
    assert.deepEqual(imagesIn([deployment(pod)]), [
      "quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1",
      "quay.io/prometheus-operator/prometheus-operator:v0.93.1",
    ]);
  });

  it("are known for every chart at its pinned version", () => {
    const pinned = Object.fromEntries(Object.entries(charts).map(([name, { version }]) => [name, version]));
    const versions = Object.fromEntries(Object.entries(known).map(([name, { version }]) => [name, version]));
    assert.deepEqual(versions, pinned, "run scripts/chartImages.ts on a folder of the charts");
  });

  it("each have a registry and a version", () => {
    const images = Object.values(known).flatMap((chart): readonly string[] => chart.images);
    assert.ok(images.length > 40);
    assert.deepEqual(
      images.filter(
        (image) =>
          !/^[a-z0-9.-]+\.[a-z]+(:\d+)?\/[a-z0-9._/-]+(:[\w][\w.-]*|@sha256:[0-9a-f]{64})+$/.test(image) ||
          /:latest|v0\.0\.0/.test(image),
      ),
      [],
    );
  });
});
