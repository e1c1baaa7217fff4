import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { readStackFile } from "../../components/config/read";
import { parseStack } from "../../components/stack";
import { planStack } from "../../planner/plan";
import { type HostRun, projectFile, runOnHost } from "../support/host";

const root = path.join(__dirname, "../..");

function configOfFile(stack: string): Record<string, string> {
  const { config } = parse(readFileSync(path.join(root, `stacks/Pulumi.${stack}.yaml`), "utf8"));
  return Object.fromEntries(Object.entries(config as object).map(([key, value]) => [key, JSON.stringify(value)]));
}

async function preview(stack: string): Promise<HostRun> {
  return runOnHost(stack, configOfFile(stack));
}

describe("Pulumi's Node host", () => {
  for (const stack of ["local"]) {
    it(`sends the engine the resources that the plan of ${stack} shows`, async () => {
      const run = await preview(stack);
      assert.equal(run.exitCode, 0, run.output + run.errors.join("\n"));
      const plan = await planStack(parseStack(readStackFile(root, projectFile().name, stack)));
      const sent = run.resources.toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
      assert.deepEqual(
        sent.map(({ urn, protect }) => ({ urn, protect })),
        plan.resources.map(({ urn, protect }) => ({ urn, protect })),
      );
    });
  }

  it("stops with the config's errors, and without a resource, when the config is wrong", async () => {
    const run = await runOnHost("wrong", { "kubernetes-architect:cluster": JSON.stringify({ cloud: "eksx" }) });
    assert.notEqual(run.exitCode, 0);
    assert.deepEqual(run.resources, []);
    assert.match(
      run.errors.join("\n"),
      /stacks\/Pulumi\.wrong\.yaml: kubernetes-architect:cluster\.cloud: found "eksx"; allowed: eks, aks, gke or existing; did you mean eks\?/,
    );
  });
});
