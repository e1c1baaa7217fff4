import assert from "node:assert/strict";
import type { SimulatedResource } from "../../simulator/model";
import { labelOf, type Run } from "./run";
import { EngineStack, type Values } from "./support";

const tls = { secretName: "from-elsewhere" };

// Everything that leaves the cluster: load balancers for Argo CD, Grafana and the mesh, volumes for Prometheus, records.
function exposeAll({ addons }: Values): void {
  Object.assign(addons as object, {
    "external-dns": { zones: { "example.com": "Z0123456789ABCDEFGHIJ" } },
    argocd: { server: { exposure: "internal", host: "argocd.example.com" } },
    istio: { gateway: { exposure: "internal" } },
    prometheus: { storage: { enabled: true }, grafana: { exposure: "internal", host: "grafana.example.com", tls } },
  });
}

/** How many there are of each type that a cluster makes by itself. */
function made(resources: readonly SimulatedResource[]): Readonly<Record<string, number>> {
  const types = resources.map(({ type }) => type).filter((type) => type.startsWith("simulated:"));
  return Object.fromEntries([...new Set(types)].sort().map((one) => [one, types.filter((it) => it === one).length]));
}

describe("the end of an ephemeral cluster with load balancers, volumes and DNS records", () => {
  let stack: EngineStack;
  let deletedWith: ReadonlyMap<string, string>;
  let run: Run;

  before(async () => {
    stack = await EngineStack.create("ephemeral");
    stack.edit(exposeAll);
    const up = await stack.up();
    assert.equal(up.failed, false, up.errors.join("\n"));
    deletedWith = new Map((stack.state.resources ?? []).map((it) => [it.urn, it.deletedWith ?? ""]));
  });
  after(() => stack?.close());

  it("begins with things in the cloud that no state knows of", () => {
    assert.deepEqual(made(stack.cloud.resources), {
      "simulated:aws:LoadBalancer": 3,
      "simulated:aws:Volume": 1,
      "simulated:dns:Record": 2,
    });
  });

  it("deletes nothing in the cluster by itself that goes with the cluster", async () => {
    run = await stack.destroy();
    assert.equal(run.failed, false, run.errors.join("\n"));
    const inCluster = run.calls.filter(
      ({ operation, type }) => operation === "delete" && type.startsWith("kubernetes:"),
    );
    assert.deepEqual(
      inCluster.filter(({ urn }) => deletedWith.get(urn) !== "").map(({ urn }) => labelOf(urn)),
      [],
    );
    // What is deleted is what has made something outside, and its namespaces.
    const addons = inCluster.map(
      ({ urn }) => /^(argocd|external-dns|istio|prometheus)-/.exec(urn.split("::").at(-1) ?? "")?.[1],
    );
    assert.deepEqual([...new Set(addons)].sort(), ["argocd", "external-dns", "istio", "prometheus"]);
    const kinds = new Set(inCluster.map(({ type }) => type.split(":").at(-1)));
    assert.deepEqual([...kinds].sort(), ["MutatingWebhookConfiguration", "Namespace", "Release"]);
    const dropped = [...deletedWith].filter(([urn, other]) => other !== "" && urn.includes("kubernetes:"));
    assert.ok(dropped.length > 5, `${dropped.length} resources go with the cluster`);
  });

  it("leaves no load balancer, no volume and no record behind, and nothing else", () => {
    assert.deepEqual(
      stack.cloud.resources.map(({ type, id }) => `${type} ${id}`),
      [],
    );
    assert.deepEqual(stack.state.resources ?? [], []);
  });
});
