import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { findProject, loadStack } from "../../planner/stacks";
import { planOf, problemsOf } from "../support/plan";
import { root } from "./pages";

const troubleshooting = readFileSync(path.join(root, "docs", "troubleshooting.md"), "utf8");
const cluster = { cloud: "eks", region: "eu-west-1" };

function saidOf(stack: string): readonly string[] {
  try {
    loadStack(findProject(root), stack);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

describe("messages in the documentation", () => {
  const cases: Readonly<Record<string, () => readonly string[]>> = {
    "an unknown key; allowed:": () => problemsOf({ cluster: { ...cluster, versoin: "1.35" } }),
    'allowed: text, in quotes: "1.35"': () => problemsOf({ cluster: { ...cluster, version: 1.35 } }),
    "a secret in plain text": () =>
      problemsOf({
        cluster,
        gitops: { repositories: { a: { url: "https://example.com/a.git", username: "git", password: "plain" } } },
      }),
    "no such stack": () => saidOf("nowhere"),
  };
  for (const [message, make] of Object.entries(cases))
    it(`are what the program says: ${message}`, () => {
      assert.ok(troubleshooting.includes(message), `docs/troubleshooting.md does not have: ${message}`);
      assert.ok(
        make().some((said) => said.includes(message)),
        make().join("\n"),
      );
    });

  it("show how a finding is waived: by its rule and the resource's name, with the reason", async () => {
    const addons = { istio: { gateway: { exposure: "internet" } } };
    const waivers = [
      { rule: "public-load-balancer", resource: "istio-istio-ingressgateway", reason: "The shop is served from here." },
    ];
    const open = await planOf({ cluster, addons });
    assert.deepEqual(
      open.findings.map(({ rule, urn }) => [rule, urn.split("::").at(-1)]),
      [["public-load-balancer", "istio-istio-ingressgateway"]],
    );
    const accepted = await planOf({ cluster, addons, policies: { waivers } });
    assert.deepEqual(accepted.findings, []);
    assert.deepEqual(
      accepted.waived.map(({ reason }) => reason),
      ["The shop is served from here."],
    );
  });
});
