import assert from "node:assert/strict";
import { hostname } from "node:os";
import { PulumiError } from "../../deployments/errors";
import { failureOf, paragraphOf } from "../../deployments/failure";
import { lockOf, whenUnlocked } from "../../deployments/lock";
import type { Operation } from "../../deployments/operation";
import { Progress } from "../../deployments/progress";
import { failing, recorded } from "./events";

const release = "prometheus-kube-prometheus-stack";

function failure(message: string, operation: Operation = "up", name = release) {
  const progress = new Progress([], () => 0);
  for (const event of failing(recorded[operation === "destroy" ? "destroy" : "up"], name, message))
    progress.take(event);
  return failureOf({
    stack: "local",
    operation,
    messages: progress.messages,
    failed: progress.failed,
    error: new Error("the run failed"),
    phaseOf: (urn) => progress.phaseOf(urn)?.title,
    idOf: (urn) => progress.idOf(urn) ?? "monitoring/kube-prometheus-stack",
  });
}

function ofCli(stderr: string) {
  const nothing = { messages: [], failed: [], phaseOf: () => undefined, idOf: () => undefined };
  return failureOf({ ...nothing, stack: "local", operation: "up", error: new PulumiError("", stderr, 255) });
}

// A message as each cloud, Helm or Kubernetes writes it, what it is known as, and a part of what to do next.
const cases: readonly (readonly [message: string, known: string, next: RegExp, operation?: Operation])[] = [
  [
    "operation error EKS: DescribeCluster, ThrottlingException: Rate exceeded",
    "throttling",
    /^npm run architect -- up local, in a minute/,
  ],
  [
    "VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 allows",
    "quota",
    /raise the quota/,
  ],
  ['googleapi: Error 403: Insufficient regional quota to satisfy request: resource "CPUS"', "quota", /raise the quota/],
  [
    "deleting EC2 Subnet (subnet-0a1b): DependencyViolation: The subnet 'subnet-0a1b' has dependencies",
    "in use",
    /describe-network-interfaces/,
    "destroy",
  ],
  [
    "cannot re-use a name that is still in use",
    "release name in use",
    /^helm uninstall kube-prometheus-stack --namespace monitoring/,
  ],
  [
    "another operation (install/upgrade/rollback) is in progress",
    "release busy",
    /helm rollback kube-prometheus-stack --namespace monitoring/,
  ],
  [
    'resource mapping not found for name: "x": no matches for kind "ServiceMonitor" in version "monitoring.coreos.com/v1"',
    "kind missing",
    /^npm run architect -- up local --refresh/,
  ],
  [
    'namespaces "monitoring" is forbidden: unable to create new content because it is being terminated',
    "terminating",
    /kubectl get namespace/,
  ],
  [
    "operation error STS: GetCallerIdentity, ExpiredToken: The security token included in the request is expired",
    "expired credentials",
    /^aws sso login/,
  ],
  ["No valid credential sources found. Please see the documentation", "missing credentials", /^aws sso login/],
  ["google: could not find default credentials", "missing credentials", /gcloud auth application-default login/],
  ['Get "https://10.20.0.9/api": dial tcp 10.20.0.9:443: i/o timeout', "unreachable", /VPN/],
  [
    "EntityAlreadyExists: Role with name dev-aws already exists.",
    "exists",
    /^npm run architect -- up local --recover --import 'kubernetes:helm.*=monitoring\/kube-prometheus-stack' takes it/,
  ],
  [
    'priorityclasses is forbidden: User "deployer" cannot create resource "priorityclasses"',
    "denied",
    /then npm run architect -- up local$/,
  ],
  [
    "waiting for NatGateway create: timeout while waiting for state to become 'available' (last state: 'pending')",
    "not ready in time",
    /^npm run architect -- up local/,
  ],
  [
    'Post "https://ec2.eu-west-1.amazonaws.com/": read tcp 10.0.0.5:5->52.9.1.2:443: read: connection reset by peer',
    "answer lost",
    /^npm run architect -- up local$/,
  ],
  ["failed to load checkpoint: EOF", "torn", /^npm run architect -- up local --recover$/],
  [
    'connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:40669: connect: connection refused"',
    "provider gone",
    /^npm run architect -- up local --recover$/,
  ],
  [
    "grpc: the client connection is closing",
    "cluster replaced",
    /^npm run architect -- destroy local, then npm run architect -- up local$/,
  ],
  [
    'can\'t delete Helm Release with unreachable cluster. Reason: "unable to load schema information"',
    "cluster gone",
    /if the cluster is gone for good: PULUMI_K8S_DELETE_UNREACHABLE=true npm run architect -- destroy local --refresh/,
    "destroy",
  ],
  ["User: arn:aws:iam::1:user/x is not authorized to perform: iam:CreateRole", "denied", /right/],
  [
    'resource "urn:pulumi:local::p::t::n" cannot be deleted\nbecause it is protected. To unprotect',
    "protected",
    /docs\/destroy\.md/,
    "destroy",
  ],
];

describe("what is said of a failed run", () => {
  for (const [message, known, next, operation] of cases)
    it(`knows ${known} by ${JSON.stringify(message.slice(0, 50))}`, () => {
      const told = failure(message, operation);
      assert.equal(told.known, known);
      assert.match(told.next, next);
    });

  it("names the resource, its phase, the message and the reason in one paragraph, and what to run on a line", () => {
    const told = failure("error: 1 error occurred:\n\t* timed out waiting for the condition\n\n");
    const text = paragraphOf(told, { operation: "up", stack: "local" }, 90);
    const [next, ...paragraph] = text.split("\n").reverse();
    assert.match(
      paragraph.reverse().join(" "),
      /^prometheus-kube-prometheus-stack \(kubernetes:helm\.sh\/v3:Release\) in the phase prometheus could not be created\. The message: timed out waiting for the condition\. Pods of it did not become ready/,
    );
    assert.match(next ?? "", /^Next: kubectl get pods/);
    for (const line of paragraph) assert.ok(line.length <= 90);
  });

  it("says so of a message that nobody has met, and shows it without control characters", () => {
    const told = failure("a \u001b[31mnew\u0007\u001b[0m sort of trouble");
    assert.equal(told.known, undefined);
    assert.match(told.message, /^a new\s+sort of trouble$/);
    assert.equal(told.next, "npm run architect -- up local");
  });

  it("finds the cause in what the CLI says when the engine did not even start", () => {
    assert.equal(ofCli("error: getting stack: incorrect passphrase\n").known, "passphrase");
    assert.equal(
      ofCli("error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions").known,
      "login",
    );
    assert.equal(ofCli("").known, "killed");
  });
});

describe("a lock", () => {
  const error = new PulumiError(
    "",
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n  file:///state/x.json: created by ada@build-7 (pid 4242) at 2026-05-04T10:11:12Z\n",
    255,
  );

  it("says whose it is", () => {
    assert.deepEqual(lockOf(error), { holder: "ada@build-7 (pid 4242) since 2026-05-04T10:11:12Z", dead: false });
    assert.equal(ofCli(error.stderr).known, "lock");
    assert.equal(lockOf(new PulumiError("", "error: no such file", 255)), undefined);
  });

  it("is dead when its process was one of this machine and is gone: that is said, and nobody waits for it", async () => {
    // No system has a process of that number.
    const dead = new PulumiError("", error.stderr.replace("build-7 (pid 4242", `${hostname()} (pid 999999999`), 255);
    assert.match(lockOf(dead)?.holder ?? "", /\(pid 999999999\) since \S+, which does not run any more$/);
    assert.match(ofCli(dead.stderr).next, /^npm run architect -- up local --recover, which takes the lock away/);
    const waiting = { seconds: 60, stopped: () => false, onWait: () => assert.fail("waited"), pause: 1 };
    await assert.rejects(
      whenUnlocked(async () => Promise.reject(dead), waiting),
      /currently locked/,
    );
  });

  it("is waited for as long as asked, and told of once", async () => {
    let tries = 0;
    let told = 0;
    const onWait = () => {
      told += 1;
    };
    const waiting = { stopped: () => false, onWait, pause: 1 };
    const run = async () => {
      tries += 1;
      if (tries < 4) throw error;
      return "done";
    };
    assert.equal(await whenUnlocked(run, { ...waiting, seconds: 60 }), "done");
    assert.deepEqual([tries, told], [4, 1]);
    tries = 0;
    await assert.rejects(whenUnlocked(run, { ...waiting, seconds: 0 }), /currently locked/);
    assert.equal(tries, 1);
  });
});
