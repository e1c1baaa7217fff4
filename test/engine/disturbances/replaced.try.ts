import assert from "node:assert/strict";
import { EngineStack, type Values } from "../support";
import { assertEnded, Inline } from "./inline";
import { assertAsPlanned } from "./told";

const clusters = {
  aws: "aws:eks/cluster:Cluster",
  azure: "azure-native:containerservice:ManagedCluster",
  gcp: "gcp:container/cluster:Cluster",
};

type Network = { network: Values };

// What no cloud changes in place.
const changes: Readonly<Record<string, readonly [cluster: string, network: Values]>> = {
  "dev-azure": [clusters.azure, { serviceCidr: "10.49.0.0/16" }],
  "dev-gcp": [clusters.gcp, { controlPlaneCidr: "10.40.69.0/28" }],
  ephemeral: [clusters.aws, { serviceCidr: "172.22.0.0/16" }],
};

describe("a cluster that a change replaces", function () {
  this.timeout(240_000);

  for (const [name, [cluster, network]] of Object.entries(changes)) {
    it(`takes everything with it into the new one on ${name}`, async () => {
      const stack = await EngineStack.create(name);
      try {
        const inline = new Inline(stack);
        assertEnded(await inline.run("up"));
        const made = () => stack.cloud.resources.find(({ type }) => type === cluster)?.serial;
        const before = made();
        stack.edit((values) => Object.assign((values.cluster as Network).network, network));
        assertEnded(await inline.run("up"));
        assert.notEqual(made(), before);
        await assertAsPlanned(stack, name);
        const again = await inline.run("up", true);
        assertEnded(again);
        const { unchanged, ...changed } = again.progress.counts;
        assert.deepEqual(changed, { created: 0, updated: 0, replaced: 0, deleted: 0 });
        assert.notEqual(unchanged, 0);
      } finally {
        stack.close();
      }
    });
  }
});
