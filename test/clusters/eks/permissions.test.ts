import assert from "node:assert/strict";
import type * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { describe, it } from "mocha";
import type { Bucket } from "../../../components/clusters/bucket";
import { type PermissionScope, statementsOf } from "../../../components/clusters/eks/permissions";
import { policyDocument } from "../../../components/clusters/eks/policy";
import type { Permission } from "../../../components/clusters/permissions";
import { actionsIn, statementsIn } from "./eks";

// Rights are worked out from these alone; nothing is made here.
const scope = {
  name: "one",
  region: "eu-west-1",
  partition: "aws",
  accountId: pulumi.output("123456789012"),
  volumesKey: { arn: pulumi.output("arn:volumes") } as kms.Key,
  autoscaler: undefined,
} as PermissionScope;

const bucket = {
  resourceId: pulumi.output("arn:aws:s3:::backups"),
  keyId: pulumi.output("arn:key"),
} as Bucket;

function documentOf(...permissions: Permission[]): Promise<string> {
  return new Promise((resolve) => policyDocument(statementsOf(permissions, scope)).apply(resolve));
}

const every: readonly Permission[] = [
  { kind: "objectStore.readWrite", bucket },
  { kind: "objectStore.read", bucket },
  { kind: "volumes.snapshot" },
  { kind: "nodes.autoscale" },
  { kind: "loadBalancers.manage" },
  { kind: "dns.edit", zone: "example.com" },
  { kind: "secrets.read", prefix: "team/" },
  { kind: "keys.unseal", key: "alias/vault" },
  { kind: "prices.read" },
];

describe("permissions on AWS", () => {
  for (const permission of every)
    it(`${permission.kind} is a list of single actions, with no service as a whole`, async () => {
      const actions = actionsIn(await documentOf(permission));
      assert.ok(actions.length > 0);
      // The only action with a star is the one that KMS names so, for keys with several forms of the same right.
      for (const action of actions) assert.match(action, /^[a-z0-9-]+:([A-Za-z0-9]+|(ReEncrypt|GenerateDataKey)\*)$/);
    });

  it("write to one bucket and its key only", async () => {
    const statements = statementsIn(await documentOf({ kind: "objectStore.readWrite", bucket }));
    assert.deepEqual(
      statements.map(({ Resource }) => Resource),
      ["arn:aws:s3:::backups", "arn:aws:s3:::backups/*", "arn:key"],
    );
  });

  it("read without writing", async () => {
    const actions = actionsIn(await documentOf({ kind: "objectStore.read", bucket }));
    assert.ok(!actions.some((action) => /Put|Delete|GenerateDataKey|Abort/.test(action)), actions.join());
  });

  it("delete only the snapshots that Velero has made", async () => {
    const statements = statementsIn(await documentOf({ kind: "volumes.snapshot" }));
    const deletion = statements.find(({ Action }) => Action === "ec2:DeleteSnapshot");
    assert.deepEqual(deletion?.Condition, { StringLike: { "aws:ResourceTag/velero.io/backup": "*" } });
  });

  it("scale only the cluster's own groups", async () => {
    const statements = statementsIn(await documentOf({ kind: "nodes.autoscale" }));
    const change = statements.find(({ Action }) => Action.includes("autoscaling:SetDesiredCapacity"));
    assert.deepEqual(change?.Condition?.StringEquals, { "aws:ResourceTag/k8s.io/cluster-autoscaler/one": "owned" });
  });

  it("edit a zone by its id, or only the names in it", async () => {
    const [byId] = statementsIn(await documentOf({ kind: "dns.edit", zone: "Z0123456789ABC" }));
    assert.equal(byId?.Resource, "arn:aws:route53:::hostedzone/Z0123456789ABC");
    assert.equal(byId?.Condition, undefined);
    const [byName] = statementsIn(await documentOf({ kind: "dns.edit", zone: "example.com." }));
    assert.deepEqual(byName?.Condition?.["ForAllValues:StringLike"], {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["example.com", "*.example.com"],
    });
  });

  it("read secrets by their prefix, and decrypt nothing else", async () => {
    const [read, decrypt] = statementsIn(await documentOf({ kind: "secrets.read", prefix: "team/" }));
    assert.equal(read?.Resource, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:team/*");
    assert.equal(decrypt?.Condition?.StringEquals?.["kms:ViaService"], "secretsmanager.eu-west-1.amazonaws.com");
  });

  for (const [key, resource] of [
    ["arn:aws:kms:eu-west-1:1:key/a", "arn:aws:kms:eu-west-1:1:key/a"],
    ["1234-abcd", "arn:aws:kms:eu-west-1:123456789012:key/1234-abcd"],
  ] as const)
    it(`unseal with one key, given as ${key}`, async () => {
      assert.equal(statementsIn(await documentOf({ kind: "keys.unseal", key }))[0]?.Resource, resource);
    });

  it("unseal with the key that has an alias", async () => {
    const [statement] = statementsIn(await documentOf({ kind: "keys.unseal", key: "alias/vault" }));
    assert.deepEqual(statement?.Condition, { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/vault" } });
  });

  it("manage load balancers that the controller has tagged", async () => {
    const statements = statementsIn(await documentOf({ kind: "loadBalancers.manage" }));
    const removal = statements.find(({ Action }) => Action.includes("elasticloadbalancing:DeleteLoadBalancer"));
    assert.deepEqual(removal?.Condition, { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } });
    assert.equal(statements.length, 16);
  });

  it("fit the 10,240 characters that a role takes of policies of its own", async () => {
    for (const permission of every) assert.ok((await documentOf(permission)).length < 10_240, permission.kind);
  });
});
