import assert from "node:assert/strict";
import { eksRegions } from "../../components/config/clusters/eksRegions";
import type { RawConfig } from "../../components/config/parse";
import { oneOf } from "../../components/config/problems";
import { parseStack } from "../../components/stack";
import { addonNames, fileOf, type Refused, refusesEach, saidOf } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "several mistakes, in the order of the file": [
    `tags: { Team: x }
cluster:
  nodePools:
    general: { min: 9, max: 3, instance: m7i.large, architecture: arm64 }
  version: 1.35
  region: eu-wset-1
  cloud: eks
  network:
    cidr: 10.20.0.0/16
    peeredCidrs:
      - { name: hub, cidr: 10.20.0.0/24 }
addons:
  argocd: { values: { password: abc } }
  prometeus: {}`,
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:tags.Team: found \"Team\"; allowed: as a name, a tag name of 1 to 63 lower-case letters, digits, '-' or '_', starting with a letter",
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.nodePools.general.min: found 9; allowed: at most max, which is 3",
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.nodePools.general.architecture: found "arm64"; allowed: amd64, which m7i.large is',
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.version: found 1.35; allowed: text, in quotes: "1.35"',
    `stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.region: found "eu-wset-1"; allowed: ${oneOf(eksRegions)}; did you mean eu-west-1?`,
    'stacks/Pulumi.test.yaml:12: kubernetes-architect:cluster.network.peeredCidrs[0].cidr: found "10.20.0.0/24"; allowed: a network that does not overlap the VPC\'s network (10.20.0.0/16)',
    "stacks/Pulumi.test.yaml:14: kubernetes-architect:addons.argocd.values.password: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
    `stacks/Pulumi.test.yaml:15: kubernetes-architect:addons.prometeus: found an unknown key; allowed: one of ${addonNames}; did you mean prometheus?`,
  ],
  "mistakes of the schema and of several options at once": [
    `cluster:
  cloud: gke
  region: europe-west1
  endpoint: { access: restricted }
  nodePools:
    General: {}
    batch: { instance: c4a-standard-4, architecture: amd64 }`,
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.project: missing; allowed: a project id: 6 to 30 lower-case letters, digits or '-', starting with a letter",
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint.allowedCidrs: missing; allowed: at least one network when access is restricted",
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.General: found \"General\"; allowed: as a name, 1 to 40 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
    "stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.nodePools.batch.architecture: found amd64; allowed: arm64, which c4a-standard-4 has",
  ],
};

/** What Pulumi's engine hands over: values, and no file to find them in. */
function fromEngine(values: Readonly<Record<string, unknown>>): RawConfig {
  const source = { file: "stacks/Pulumi.test.yaml" };
  return { project: "kubernetes-architect", stack: "test", source, values, secretKeys: new Set() };
}

describe("the config", () => {
  refusesEach(cases);

  it("is refused in Pulumi's own run in the same words, without lines", () => {
    const values = {
      cluster: { cloud: "eks", region: "eu-west-1", version: 1.3, nodePools: { general: { min: 9 } } },
      tags: JSON.parse('{ "__proto__": "x" }'),
    };
    assert.throws(() => parseStack(fromEngine(values)), {
      name: "ConfigError",
      message: [
        "stacks/Pulumi.test.yaml: kubernetes-architect:tags.__proto__: found a reserved name; allowed: any other key",
        'stacks/Pulumi.test.yaml: kubernetes-architect:cluster.version: found 1.3; allowed: text, in quotes: "1.30"',
        "stacks/Pulumi.test.yaml: kubernetes-architect:cluster.nodePools.general.min: found 9; allowed: at most max, which is 3, its default",
      ].join("\n"),
    });
  });

  it("is told with the key as it was written where another key was meant", () => {
    const text = fileOf("cluster:\n  cloud: eks\n  regoin: eu-west-1\n  network: { zones: [eu-west-1a, eu-west-9z] }");
    assert.equal(saidOf(text).length, 2);
    assert.match(saidOf(text)[0] ?? "", /:4: kubernetes-architect:cluster\.regoin: .*; did you mean region\?$/);
    assert.match(
      saidOf(text)[1] ?? "",
      /:5: .*zones\[1\]: found "eu-west-9z"; allowed: eu-west-1a, .*the zones of eu-west-1$/,
    );
  });
});
