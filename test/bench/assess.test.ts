import assert from "node:assert/strict";
import { assess } from "../../bench/makespan/assess";
import { graphOf, type Inputs, type StateResource } from "../../bench/makespan/graph";
import { makespanLines, ratioOf } from "../../bench/makespan/report";

const urn = (type: string, name: string) => `urn:pulumi:one::project::${type}::${name}`;

interface Waits {
  readonly data?: Readonly<Record<string, readonly string[]>>;
  readonly dependsOn?: readonly string[];
}

function resource(
  type: string,
  name: string,
  inputs: Inputs,
  { data = {}, dependsOn = [] }: Waits = {},
): StateResource {
  const dependencies = [...new Set([...Object.values(data).flat(), ...dependsOn])];
  return { urn: urn(type, name), type, custom: true, inputs, dependencies, propertyDependencies: data };
}

const pool = "azure-native:containerservice:AgentPool";
const chart = "kubernetes:helm.sh/v3:Release";
const clusterUrn = urn("azure-native:containerservice:ManagedCluster", "cluster");
const open = urn(pool, "open");
const tainted = urn(pool, "tainted");

// A cluster of 360 s, two pools of 200 s each, one after the other, and a release of 45 s.
const resources = (releaseWaits: readonly string[]): readonly StateResource[] => [
  resource("azure-native:containerservice:ManagedCluster", "cluster", {}),
  resource(pool, "open", { minCount: 1 }, { data: { resourceName: [clusterUrn] } }),
  resource(
    pool,
    "tainted",
    { minCount: 1, nodeTaints: ["gpu=true:NoSchedule"] },
    { data: { resourceName: [clusterUrn] }, dependsOn: [open] },
  ),
  resource(chart, "app", { chart: "app", values: {} }, { dependsOn: releaseWaits }),
];

describe("what a stack's resources have to wait for", () => {
  it("is a chain of those with a reason, each said in words", () => {
    const { chain, necessary } = assess(graphOf(resources([open])));
    assert.equal(necessary, 760);
    assert.deepEqual(
      chain.map(({ node, start, why }) => [node.name, start, why]),
      [
        ["cluster", 0, undefined],
        ["open", 360, "its resourceName comes from there"],
        ["tainted", 560, "AKS makes one pool of a cluster at a time"],
      ],
    );
  });

  it("does not include what there is no reason for, which is told with the time that it costs", () => {
    const { necessary, planned, waits } = assess(graphOf(resources([open, tainted])));
    assert.deepEqual([necessary, planned], [760, 805]);
    assert.deepEqual(
      waits.map(({ node, on, seconds }) => [node.name, on.name, seconds]),
      [["app", "tainted", 200]],
    );
  });

  it("includes what the program says only of something in between", () => {
    const definitions = urn(chart, "definitions");
    const namespace = urn("kubernetes:core/v1:Namespace", "app");
    const { chain } = assess(
      graphOf([
        resource(chart, "definitions", { chart: "prometheus-operator-crds" }),
        resource("kubernetes:core/v1:Namespace", "app", { metadata: { name: "app" } }, { dependsOn: [definitions] }),
        resource(
          chart,
          "app",
          { chart: "app", namespace: "app", values: { serviceMonitor: { enabled: true } } },
          { dependsOn: [namespace] },
        ),
      ]),
    );
    assert.deepEqual(
      chain.map(({ node, why }) => [node.name, why]),
      [
        ["definitions", undefined],
        ["app", "the definitions of the monitors in its chart"],
      ],
    );
  });

  it("takes who waits for a component to wait for all that is in it, and what is in it for what it is told", () => {
    const group = urn("eks:index:Cluster", "one");
    const inside = { ...resource("aws:eks/cluster:Cluster", "inside", {}), parent: group };
    const graph = graphOf(
      [
        resource("aws:cloudwatch/logGroup:LogGroup", "logs", {}),
        { urn: group, type: "eks:index:Cluster", custom: false },
        inside,
        resource("aws:eks/addon:Addon", "later", {}, { dependsOn: [group] }),
      ],
      new Map([[group, [urn("aws:cloudwatch/logGroup:LogGroup", "logs")]]]),
    );
    assert.deepEqual(graph.get(inside.urn)?.waits, [urn("aws:cloudwatch/logGroup:LogGroup", "logs")]);
    assert.deepEqual(graph.get(urn("aws:eks/addon:Addon", "later"))?.waits, [inside.urn]);
  });

  it("is printed with the seconds of each link, what waits without need, and what was measured", () => {
    const assessment = assess(graphOf(resources([open, tainted])));
    const makespan = { stack: "one", assessment, wall: 111.5, scale: 0.1, atOnce: 2 };
    assert.equal(ratioOf(makespan), 836 / 760);
    assert.deepEqual(makespanLines(makespan), [
      "one: up takes 836 s, its longest necessary chain 760 s: 1.100 × (held to 1.05 ×)",
      "  805 s are the program's longest chain and 31.0 s the engine's own; measured: 111.5 s with a cloud's second in 0.1 s, 2 calls at once",
      "     start    takes",
      "       0 s    360 s  cluster",
      "     360 s    200 s  open: its resourceName comes from there",
      "     560 s    200 s  tainted: AKS makes one pool of a cluster at a time",
      "  app waits 200 s for tainted without need",
    ]);
  });
});
