import assert from "node:assert/strict";
import * as path from "node:path";
import { specialOutputValueSig, specialResourceSig, specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { readStackFile } from "../../components/config/read";
import { isPlainObject, redacted } from "../../components/config/secret";
import { parseStack } from "../../components/stack";
import { planStack } from "../../planner/plan";
import { exampleStacks } from "../support/charts";
import { engineConfig, projectFile, runOnHost } from "../support/host";

const root = path.join(__dirname, "../..");

// How Pulumi's protocol marks what is not plain JSON.
const signature = specialSigKey;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const kinds = {
  secret: specialSecretSig,
  resource: specialResourceSig,
  output: specialOutputValueSig,
};

const isReference = (planned: unknown) => typeof planned === "string" && planned.includes("${");

/** The places where what was sent and what was planned differ, though both are known. */
function differences(sent: unknown, planned: unknown, at: string): readonly string[] {
  if (sent === unknown) return isReference(planned) || planned === redacted || typeof planned === "object" ? [] : [at];
  if (Array.isArray(sent) && Array.isArray(planned)) {
    if (sent.length !== planned.length) return [at];
    return sent.flatMap((inner, index) => differences(inner, planned[index], `${at}[${index}]`));
  }
  if (!isPlainObject(sent))
    return sent === planned ? [] : [`${at}: sent ${JSON.stringify(sent)}, planned ${JSON.stringify(planned)}`];
  if (sent[signature] === kinds.secret) return planned === redacted ? [] : [at];
  if (sent[signature] === kinds.resource) return isReference(planned) ? [] : [at];
  if (sent[signature] === kinds.output) {
    if (sent.secret === true) return planned === redacted ? [] : [at];
    return "value" in sent ? differences(sent.value, planned, at) : differences(unknown, planned, at);
  }
  if (!isPlainObject(planned)) return [at];
  const keys = [...new Set([...Object.keys(sent), ...Object.keys(planned)])];
  return keys.flatMap((key) => differences(sent[key], planned[key], `${at}.${key}`));
}

interface Options {
  readonly urn: string;
  readonly protect: boolean;
  readonly dependsOn: readonly string[];
}

/**
 * All that a resource waits for, also through others. What an output inside of an apply depends on is known only once it
 * has run, so a preview may leave out a dependency that another one stands for.
 */
function waitsFor(resources: readonly Options[]): (urn: string) => readonly string[] {
  const direct = new Map(resources.map(({ urn, dependsOn }) => [urn, dependsOn]));
  return (urn) => {
    const found = new Set<string>();
    const open = [...(direct.get(urn) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!found.has(next)) open.push(...(direct.get(next) ?? []));
      found.add(next);
    }
    return [...found].sort();
  };
}

describe("Pulumi's Node host", () => {
  for (const stack of exampleStacks()) {
    it(`sends the engine what the plan of ${stack} shows: the same resources, options and known inputs`, async () => {
      const run = await runOnHost(stack, engineConfig(stack));
      assert.equal(run.exitCode, 0, run.output + run.errors.join("\n"));
      const plan = await planStack(parseStack(readStackFile(root, projectFile().name, stack)));
      const sent = run.resources.toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
      const optionsOf = (resources: readonly Options[]) => {
        const waits = waitsFor(resources);
        return resources.map(({ urn, protect }) => ({ urn, protect, waitsFor: waits(urn) }));
      };
      assert.deepEqual(optionsOf(sent), optionsOf(plan.resources));
      const apart = sent.flatMap(({ urn, inputs }, index) => differences(inputs, plan.resources[index]?.inputs, urn));
      assert.deepEqual(apart, []);
    });
  }

  it("stops with the config's errors, and without a resource, when the config is wrong", async () => {
    const run = await runOnHost("wrong", {
      "kubernetes-architect:cluster": JSON.stringify({ cloud: "eksx", region: "eu-west-1" }),
    });
    assert.notEqual(run.exitCode, 0);
    assert.deepEqual(run.resources, []);
    assert.deepEqual(run.errors, [
      'stacks/Pulumi.wrong.yaml: kubernetes-architect:cluster.cloud: found "eksx"; allowed: eks, aks, gke or existing; did you mean eks?',
    ]);
  });

  it("takes a secret from a key that holds one, and refuses it from a key that holds none", async () => {
    const cluster = JSON.stringify({ cloud: "existing" });
    const repositories = {
      platform: { url: "https://git.example.com/p.git", username: "git", password: "planted-password" },
    };
    const gitops = JSON.stringify({ repositories });
    const config = {
      "kubernetes-architect:cluster": cluster,
      "kubernetes-architect:addons": '{"argocd":{}}',
      "kubernetes-architect:gitops": gitops,
    };
    const open = await runOnHost("wrong", config);
    assert.match(open.errors.join("\n"), /gitops\.repositories\.platform\.password: found a secret in plain text/);
    assert.doesNotMatch(open.errors.join("\n") + open.output, /planted-password/);
    const closed = await runOnHost("right", config, { secretKeys: ["kubernetes-architect:gitops"] });
    assert.equal(closed.exitCode, 0, closed.output + closed.errors.join("\n"));
    const holders = closed.resources.filter(({ inputs }) => JSON.stringify(inputs).includes("planted-password"));
    assert.equal(holders.length, 1);
    for (const { inputs } of holders)
      assert.doesNotMatch(
        JSON.stringify(inputs, (_key, value) => (isSecret(value) ? redacted : value)),
        /planted-password/,
      );
  });
});

function isSecret(value: unknown): boolean {
  return isPlainObject(value) && value[signature] === kinds.secret;
}
