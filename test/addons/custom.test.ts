import assert from "node:assert/strict";
import { all, configOf, only, planOf, problemsOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };
const reloader = { chart: "reloader", repository: "https://stakater.github.io/stakater-charts", version: "2.2.16" };
const releaseType = "kubernetes:helm.sh/v3:Release";

const custom = (releases: object) => ({ cluster, addons: { custom: { releases } } });

describe("a chart of the user's own", () => {
  it("is a release in a restricted namespace of its own, closed to traffic", async () => {
    const plan = await planOf(custom({ reloader: { ...reloader, values: { reloader: { logFormat: "json" } } } }));
    const { inputs } = only(plan, releaseType);
    assert.equal(inputs.chart, "reloader");
    assert.deepEqual(inputs.repositoryOpts, { repo: reloader.repository });
    assert.equal(inputs.version, "2.2.16");
    assert.equal(inputs.namespace, "reloader");
    assert.deepEqual(inputs.values, { reloader: { logFormat: "json" } });
    const { metadata } = only(plan, "kubernetes:core/v1:Namespace").inputs as { metadata: { labels: object } };
    assert.equal(Object.entries(metadata.labels).find(([key]) => key.endsWith("/enforce"))?.[1], "restricted");
    const policies = all(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy").map(({ name }) => name);
    assert.deepEqual(policies, ["custom-reloader-traffic-reloader-default-deny"]);
    assert.deepEqual(plan.findings, []);
  });

  it("comes from the mirror, when charts do", async () => {
    const plan = await planOf({ ...custom({ reloader }), mirror: { charts: "oci://mirror.example.com/charts" } });
    assert.equal(only(plan, releaseType).inputs.chart, "oci://mirror.example.com/charts/reloader");
  });

  it("opens what it is told to, and nothing where its traffic is open", async () => {
    const traffic = { ingress: [{ ports: [9090], from: "prometheus" }], egress: [{ ports: [5432], to: ["data"] }] };
    const names = async (releases: object, more: object = {}) => {
      const values = custom(releases);
      const plan = await planOf({ ...values, addons: { ...values.addons, ...more } });
      return all(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy")
        .filter(({ name }) => name.startsWith("custom-"))
        .map(({ name }) => name.replace("custom-reloader-traffic-reloader-", ""));
    };
    assert.deepEqual(await names({ reloader: { ...reloader, traffic } }, { prometheus: {} }), [
      "allow-ingress-1",
      "default-deny",
      "to-egress-1",
    ]);
    assert.deepEqual(await names({ reloader: { ...reloader, traffic } }), ["default-deny", "to-egress-1"]);
    assert.deepEqual(await names({ reloader: { ...reloader, traffic: "open" } }), []);
  });

  it("gets rights in the cloud through its service account, where the chart takes annotations and labels", async () => {
    const identity = {
      serviceAccount: "app",
      secrets: "team-",
      annotationsAt: "sa.annotations",
      podLabelsAt: "labels",
    };
    const gke = { cloud: "gke", project: "acme-platform", region: "europe-west1" };
    const plan = await planOf({ cluster: gke, addons: { custom: { releases: { app: { ...reloader, identity } } } } });
    const values = only(plan, releaseType).inputs.values as { sa: { annotations: Record<string, string> } };
    assert.ok("iam.gke.io/gcp-service-account" in values.sa.annotations);
    const eks = { cloud: "eks", region: "eu-west-1", accountId: "481516234200" };
    const onEks = await planOf({ cluster: eks, addons: { custom: { releases: { app: { ...reloader, identity } } } } });
    const association = only(onEks, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "test-custom-app-app");
    assert.equal(association.inputs.serviceAccount, "app");
    assert.ok(only(onEks, releaseType, "custom-app-app").dependsOn.includes(association.urn));
  });

  it("waits for the add-ons and the releases that it comes after", async () => {
    const releases = { first: reloader, second: { ...reloader, after: ["first", "velero"] } };
    const values = { cluster, addons: { prometheus: {}, custom: { releases } } };
    assert.match(
      problemsOf(values).join("\n"),
      /addons\.custom\.releases\.second\.after\[1\]: found "?velero"?; allowed: .*prometheus.*first/,
    );
    const plan = await planOf({
      cluster,
      addons: {
        prometheus: {},
        custom: { releases: { ...releases, second: { ...reloader, after: ["first", "prometheus"] } } },
      },
    });
    const { dependsOn } = only(plan, releaseType, "custom-second-second");
    const namespace = only(plan, "kubernetes:core/v1:Namespace", "custom-second-namespace-second");
    const waits = [...dependsOn, ...namespace.dependsOn].join("\n");
    assert.match(waits, /custom-first-first/);
    assert.match(waits, /prometheus-kube-prometheus-stack/);
  });

  it("is refused with a circle, with a namespace of another, and with values of no release", () => {
    const circle = { a: { ...reloader, after: ["b"] }, b: { ...reloader, after: ["a"] } };
    assert.match(
      problemsOf(custom(circle)).join("\n"),
      /releases\.a\.after: found a, by way of others; allowed: no circle/,
    );
    const shared = { a: reloader, b: { ...reloader, namespace: "a" } };
    assert.match(problemsOf(custom(shared)).join("\n"), /releases\.b\.namespace: found a, which another release has/);
    assert.match(
      problemsOf({ cluster, addons: { custom: { values: { a: 1 } } } }).join("\n"),
      /addons\.custom\.values: found values of no release; allowed: releases\.NAME\.values/,
    );
    assert.match(
      problemsOf(custom({ a: { ...reloader, version: "2" } })).join("\n"),
      /version: found "2"; allowed: an exact/,
    );
  });

  it("has its webhook's port opened in a private cluster", () => {
    const { webhookPorts } = configOf(custom({ a: { ...reloader, webhookPorts: [9443] } }));
    assert.deepEqual(webhookPorts, [9443]);
  });
});
