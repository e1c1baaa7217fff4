import assert from "node:assert/strict";
import { refusalOf, refuseProtected } from "../../deployments/guard";
import { explainPending, pendingCreates, recoveryOf } from "../../deployments/pending";
import { pulumiFolders } from "../../deployments/pulumi";
import { readImports } from "../../deployments/recover";
import { readSeconds, showAbout, showSeconds } from "../../deployments/seconds";
import { readState } from "../../deployments/state";
import { configOf } from "./events";

const urn = (type: string, name: string) => `urn:pulumi:s::kubernetes-architect::${type}::${name}`;
const empty = readState({});
const held = readState({ resources: [{ urn: urn("aws:kms/key:Key", "dev-aws-logs"), protect: true, custom: true }] });

describe("a destroy", () => {
  it("needs nothing more for a stack that nobody protects", () => {
    assert.equal(refusalOf(configOf("dev-aws"), empty, undefined), undefined);
  });

  it("of a protected stack is refused until its name is typed", () => {
    const config = configOf("prod-aws");
    for (const typed of [undefined, "", "prod-awt"]) {
      const refusal = refusalOf(config, empty, typed);
      assert.match(refusal?.reason ?? "", /prod-aws is not destroyed, and nothing of it was touched/);
      assert.match(refusal?.reason ?? "", /npm run architect -- destroy prod-aws --confirm prod-aws/);
      assert.equal(refusal?.nameMissing, true);
    }
    assert.equal(refusalOf(config, empty, "prod-aws"), undefined);
  });

  it("is refused even with the name while the state protects something, since everything else would go first", () => {
    const config = configOf("dev-aws");
    assert.equal(refusalOf(config, held, undefined)?.nameMissing, true);
    const refusal = refusalOf(config, held, "dev-aws");
    assert.equal(refusal?.nameMissing, false);
    assert.match(refusal?.reason ?? "", /dev-aws-logs \(aws:kms\/key:Key\)/);
    assert.match(refusal?.reason ?? "", /cluster\.deletionProtection to false in stacks\/Pulumi\.dev-aws\.yaml/);
    assert.match(refusal?.reason ?? "", /pulumi state unprotect --all --stack dev-aws/);
  });

  it("is refused by the state as it is at that moment, whoever asks for it", () => {
    assert.throws(
      () => refuseProtected(held),
      /nothing was touched, since these resources are protected: dev-aws-logs$/,
    );
    refuseProtected(empty);
  });
});

describe("creates that a killed run has left", () => {
  const state = readState({
    pending_operations: [
      {
        type: "creating",
        resource: {
          urn: urn("kubernetes:helm.sh/v3:Release", "argocd-argocd"),
          inputs: { name: "argocd", namespace: "argocd" },
        },
      },
      {
        type: "creating",
        resource: { urn: urn("aws:ec2/vpc:Vpc", "dev-aws-vpc"), inputs: { cidrBlock: "10.0.0.0/16" } },
      },
      { type: "updating", resource: { urn: urn("aws:iam/role:Role", "dev-aws-nodes"), inputs: { name: "x" } } },
    ],
  });

  it("stop a run, which says what to look for and what to run", () => {
    const text = explainPending("up", "dev-aws", pendingCreates(state));
    assert.match(text, /creating argocd-argocd .*, dev-aws-vpc/);
    assert.match(text, /Of dev-aws-vpc \(aws:ec2\/vpc:Vpc\) only the cloud can say the id/);
    assert.match(text, /npm run architect -- up dev-aws --recover/);
  });

  it("are taken in where the id is known or was looked up, and forgotten otherwise", () => {
    const own = recoveryOf(pendingCreates(state), new Map());
    assert.deepEqual([...own.imported.values()], ["argocd/argocd"]);
    assert.deepEqual(
      own.cleared.map(({ resource }) => resource.name),
      ["dev-aws-vpc"],
    );
    const told = recoveryOf(pendingCreates(state), readImports(["dev-aws-vpc=vpc-0a1b"]));
    assert.deepEqual([...told.imported.values()], ["argocd/argocd", "vpc-0a1b"]);
    assert.throws(() => readImports(["dev-aws-vpc"]), /NAME=ID/);
  });
});

describe("times", () => {
  it("are read as people write them", () => {
    assert.deepEqual(["90s", "10m", "1h30m"].map(readSeconds), [90, 600, 5400]);
    for (const wrong of ["", "10", "m", "10 m", "ten", "-5m"]) assert.throws(() => readSeconds(wrong), /is no time/);
  });

  it("are shown as far as anybody wants to know", () => {
    assert.deepEqual([0, 59.6, 61, 3725].map(showSeconds), ["0s", "1m00s", "1m01s", "1h02m"]);
    assert.deepEqual([1, 12, 90, 600, 3600].map(showAbout), ["5s", "15s", "2m", "10m", "1h00m"]);
  });
});

describe("the Pulumi CLI", () => {
  it("is looked for in PULUMI_ROOT first", () => {
    const [first] = pulumiFolders({ PULUMI_ROOT: "/opt/pulumi", PATH: "", HOME: "/nowhere" });
    assert.equal(first, "/opt/pulumi");
  });
});
