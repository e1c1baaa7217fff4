import assert from "node:assert/strict";
import { assess } from "../../bench/makespan/assess";
import { allBefore } from "../../bench/makespan/chain";
import { type Graph, graphOf, type StateResource } from "../../bench/makespan/graph";
import { reasonFor } from "../../bench/makespan/reasons";
import { heldTo } from "../../bench/makespan/report";
import { beforeComponents } from "../../bench/makespan/run";
import type { Call } from "../../simulator/cloud";
import { labelOf } from "./run";
import { EngineStack } from "./support";

/** What began before something ended that it has to wait for, a line each. */
function tooEarly(graph: Graph, calls: readonly Call[]): readonly string[] {
  const byUrn = new Map(calls.map((call) => [call.urn, call]));
  const before = allBefore([...graph.values()].map(({ urn, waits }) => ({ id: urn, seconds: 0, after: waits })));
  return [...graph.values()].flatMap((node) => {
    const needed = [...(before.get(node.urn) ?? [])].filter((urn) => {
      const used = graph.get(urn);
      return used !== undefined && reasonFor(node, used, graph) !== undefined;
    });
    const start = byUrn.get(node.urn)?.start ?? Number.POSITIVE_INFINITY;
    const late = needed.filter((urn) => (byUrn.get(urn)?.end ?? 0) > start);
    return late.map((urn) => `${labelOf(node.urn)} before ${labelOf(urn)}`);
  });
}

for (const name of ["prod-aws", "prod-azure", "prod-gcp", "ephemeral"])
  describe(`the order in which ${name} is made`, () => {
    let stack: EngineStack;
    let graph: Graph;
    let calls: readonly Call[];

    before(async () => {
      stack = await EngineStack.create(name);
      const told = await beforeComponents(stack);
      const run = await stack.up();
      assert.equal(run.failed, false, run.errors.join("\n"));
      calls = run.calls;
      graph = graphOf((stack.state.resources ?? []) as readonly StateResource[], told);
    });
    after(() => stack?.close());

    it("takes hardly longer than its longest necessary chain", () => {
      const { planned, necessary, chain, waits } = assess(graph);
      const why = waits.slice(0, 5).map(({ node, on, seconds }) => `${node.name} waits ${seconds} s for ${on.name}`);
      assert.ok(planned <= heldTo * necessary, `${planned} s of ${necessary} s: ${why.join(", ")}`);
      assert.ok(
        chain.some(({ node }) => /(eks\/cluster:|ManagedCluster$|container\/cluster:)/.test(node.type)),
        "the control plane is in it",
      );
    });

    it("begins nothing before what it has to wait for", () => {
      assert.deepEqual(tooEarly(graph, calls), []);
      assert.ok(calls.length > 60, `${calls.length} calls`);
    });
  });
