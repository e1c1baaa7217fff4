import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { failureOf, paragraphOf } from "../../deployments/failure";
import { explainUnsure } from "../../deployments/lookUp";
import { notesIn, withNotes } from "../../deployments/notes";
import { recoveryOf } from "../../deployments/pending";
import { sealed } from "../../deployments/sealed";
import { readState } from "../../deployments/state";
import { Creates, lostAnswer } from "../../deployments/unanswered";
import { lookUp } from "../../ephemeral/lookUp";

const type = "aws:ec2/vpc:Vpc";
const urn = `urn:pulumi:s::kubernetes-architect::${type}::s-vpc`;
const stackUrn = "urn:pulumi:s::kubernetes-architect::pulumi:pulumi:Stack::kubernetes-architect-s";
const inputs = { cidrBlock: "10.0.0.0/16", tags: { Name: "s", stack: "s" } };
const reset =
  "operation error EC2: CreateVpc, request send failed, read tcp 10.0.0.5:5->52.9.1.2:443: connection reset";

function metadata(op: "create" | "update") {
  const after = { type, urn, custom: true, id: "", parent: "", inputs, outputs: {}, provider: "" };
  return { op, urn, type, new: after, provider: "" };
}

function failing(message: string, op: "create" | "update" = "create"): readonly EngineEvent[] {
  const at = (sequence: number) => ({ sequence, timestamp: 0 });
  return [
    { ...at(1), resourcePreEvent: { metadata: metadata(op) } },
    {
      ...at(2),
      diagnosticEvent: { urn, prefix: "", message, color: "never", severity: "error" },
    },
    { ...at(3), resOpFailedEvent: { metadata: metadata(op), status: 1, steps: 1 } },
  ];
}

function creates(events: readonly EngineEvent[]): Creates {
  const all = new Creates();
  for (const event of events) all.take(event);
  return all;
}

describe("a create whose answer got lost", () => {
  it("is told by what was said from one that was refused, or that was never sent", () => {
    for (const message of [
      reset,
      'Put "https://management.azure.com/x": unexpected EOF',
      "rpc error: code = Unavailable desc = error reading from server: EOF",
      "http2: client connection lost",
      "googleapi: Error 503: The service is currently unavailable., backendError",
    ])
      assert.match(message, lostAnswer);
    for (const message of [
      "AccessDenied: User is not authorized to perform: ec2:CreateVpc",
      'Get "https://10.0.0.1/": dial tcp 10.0.0.1:443: connect: connection refused',
      "VpcLimitExceeded: The maximum number of VPCs has been reached.",
    ])
      assert.doesNotMatch(message, lostAnswer);
  });

  it("is found in what the engine says; an update needs nothing, since it is done again", () => {
    assert.deepEqual(
      creates(failing(reset)).unanswered.map(({ name }) => name),
      ["s-vpc"],
    );
    assert.deepEqual(creates(failing("AccessDenied: no")).unanswered, []);
    assert.deepEqual(creates(failing(reset, "update")).unanswered, []);
  });

  it("is noted in the state until it is known, and counts like one that a killed run left", () => {
    const resources = [{ urn: stackUrn, type: "pulumi:pulumi:Stack", outputs: { endpoint: "x" } }, { urn: "other" }];
    const noted = withNotes(resources, [{ type: "creating", resource: { urn, inputs } }]);
    assert.deepEqual(
      notesIn(noted).map(({ resource }) => resource.urn),
      [urn],
    );
    const { pending } = readState(JSON.parse(JSON.stringify({ resources: noted })));
    assert.deepEqual(
      pending.map(({ operation, resource }) => [operation, resource.name]),
      [["creating", "s-vpc"]],
    );
    assert.deepEqual(withNotes(noted, []), resources);
    assert.deepEqual(notesIn([...noted, { urn }]), []);
  });

  it("keeps its secrets closed, and what they are out of it", () => {
    const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const told = { values: [{ password: { ...mark, ciphertext: "[secret]" } }], name: "x" };
    assert.deepEqual(sealed(told), { values: [{ password: { ...mark, plaintext: '""' } }], name: "x" });
  });

  it("is told of with the command that finds it", () => {
    const failure = failureOf({
      stack: "s",
      operation: "up",
      messages: [{ severity: "error", urn, text: reset }],
      failed: [],
      error: undefined,
      phaseOf: () => "network",
      idOf: () => undefined,
      pending: new Set([urn]),
    });
    assert.match(
      paragraphOf(failure, { operation: "up", stack: "s" }, 100),
      /^Next: npm run architect -- up s --recover/m,
    );
  });
});

describe("what a lost create has made", () => {
  const [create] = readState({
    resources: [
      {
        urn: "urn:pulumi:s::p::pulumi:providers:aws::a",
        type: "pulumi:providers:aws",
        inputs: { region: "eu-west-1" },
      },
    ],
    pending_operations: [{ type: "creating", resource: { urn, type, inputs } }],
  }).pending;
  assert.ok(create);
  const state = readState({});

  it("is taken for not there where the user says so", () => {
    assert.deepEqual(recoveryOf([create], new Map([[`${type}::s-vpc`, "none"]])).cleared, [create]);
    assert.deepEqual([...recoveryOf([create], new Map([["s-vpc", "vpc-1"]])).imported], [[urn, "vpc-1"]]);
  });

  it("is asked of the user where the cloud cannot be searched, and not made again", async () => {
    const before = { ...process.env };
    process.env.ARCHITECT_SANDBOX = "http://127.0.0.1:9/none";
    try {
      const resources = [{ type: "pulumi:providers:aws", inputs: { region: "eu-west-1" } }];
      const found = await lookUp([create], { stack: "s", state, exported: { deployment: { resources } } });
      assert.equal(found.unsure.length, 1);
      const text = explainUnsure("up", "s", found.unsure);
      assert.match(text, /^Next: npm run architect -- up s --recover --import 'aws:ec2\/vpc:Vpc::s-vpc=ID'$/m);
      assert.match(text, /`none` where it is not there/);
    } finally {
      process.env = before;
    }
  });
});
