import assert from "node:assert/strict";
import { EngineStack, type Values } from "../support";
import { assertEnded, Inline, saidOf } from "./inline";
import { assertAsPlanned } from "./told";

const clusters = {
  aws: "aws:eks/cluster:Cluster",
  gcp: "gcp:container/cluster:Cluster",
};

type Network = { network: Values };

// What no cloud changes in place.
const changes: Readonly<Record<string, readonly [cluster: string, network: Values]>> = {
  "dev-gcp": [clusters.gcp, { controlPlaneCidr: "10.40.69.0/28" }],
  ephemeral: [clusters.aws, { serviceCidr: "172.22.0.0/16" }],
};

describe("a change that replaces a cluster", function () {
  this.timeout(240_000);

  for (const [name, [cluster, network]] of Object.entries(changes)) {
    it(`touches nothing in it, and says how ${name} is made anew`, async () => {
      const stack = await EngineStack.create(name);
      try {
        const inline = new Inline(stack);
        assertEnded(await inline.run("up"));
        const first = stack.cloud.resources;
        const inside = ({ home }: { home: string }) => home !== "";
        stack.edit((values) => Object.assign((values.cluster as Network).network, network));
        const said = saidOf(await inline.run("up"));
        assert.match(said, /The change replaces the cluster/);
        assert.deepEqual(stack.cloud.resources.filter(inside), first.filter(inside));
        assert.match(
          said,
          new RegExp(`Next: npm run architect -- destroy ${name}, then npm run architect -- up ${name}`),
        );
        assertEnded(await inline.run("destroy"));
        assert.deepEqual(stack.cloud.resources, []);
        assertEnded(await inline.run("up"));
        await assertAsPlanned(stack, name);
        assert.ok(stack.cloud.resources.some(({ type, inputs }) => type === cluster && isChanged(inputs, network)));
      } finally {
        stack.close();
      }
    });
  }
});

function isChanged(inputs: object, network: Values): boolean {
  const text = JSON.stringify(inputs);
  return Object.values(network).every((value) => text.includes(String(value)));
}
