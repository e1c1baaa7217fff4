import assert from "node:assert/strict";
import { findPulumi } from "../../../deployments/pulumi";
import type { SimulatedCloud } from "../../../simulator/cloud";
import type { SimulatedResource } from "../../../simulator/model";
import { withStatus } from "../../../simulator/models/kubernetes/release";
import type { Bench, Ended } from "../deploymentSupport";

const releaseType = "kubernetes:helm.sh/v3:Release";

/** A release as Helm has it in its cluster. */
export function releaseIn(cloud: SimulatedCloud, id: string): SimulatedResource {
  const found = cloud.resources.find((one) => one.type === releaseType && one.id === id);
  assert.ok(found, `${id} is installed`);
  return found;
}

type Program = (bench: Bench, words: readonly string[]) => Ended | Promise<Ended>;

const done: Ended = { status: 0, stdout: "", stderr: "" };

/** `NAMESPACE/NAME` of `NAME --namespace NAMESPACE`. */
function named([name = "", , namespace = ""]: readonly string[]): string {
  return `${namespace}/${name}`;
}

// What a user's own programs do, as far as messages tell to run them.
const programs: Readonly<Record<string, Program>> = {
  "npm run architect --": (bench, words) => bench.architect(words),
  "helm uninstall": ({ cloud }, words) => {
    cloud.drift(releaseType, releaseIn(cloud, named(words)).id, undefined);
    return done;
  },
  "helm rollback": ({ cloud }, words) => {
    cloud.put(withStatus(releaseIn(cloud, named(words)), "deployed"));
    return done;
  },
  "pulumi cancel": async (bench, [stack = ""]) => {
    const { command } = await findPulumi(process.env);
    return bench.pulumi(command, ["cancel", "--yes", stack]);
  },
  // What only shows something.
  "kubectl get": () => done,
  "aws ec2 describe-network-interfaces": () => done,
  "gcloud compute forwarding-rules list": () => done,
};

// What stands between the commands of a message, and after them.
const between = /, then |; |, which | names (?:the kind|it)/;

/** The commands that a message tells to run, in their order. */
export function commandsIn(stderr: string): readonly string[] {
  const next = /^Next: (.*)$/m.exec(stderr)?.[1] ?? "";
  return next
    .split(between)
    .map((part) => part.replace(/^if [^:]*: /, ""))
    .filter((part) => startOf(part) !== undefined);
}

function startOf(command: string): string | undefined {
  return Object.keys(programs).find((start) => command.replace(/^[A-Z0-9_]+=\S+ /, "").startsWith(start));
}

/** Runs one command as a message has it; a variable before it counts for that command only. */
export async function type(bench: Bench, command: string): Promise<Ended> {
  const [, variable, rest = command] = /^([A-Z0-9_]+=\S+) (.*)$/.exec(command) ?? [];
  const start = startOf(rest);
  const program = start === undefined ? undefined : programs[start];
  assert.ok(start !== undefined && program !== undefined, `a command that the tests know: ${command}`);
  const { policy } = bench.cloud;
  // The providers of these tests do not run with the engine's variables.
  if (variable === "PULUMI_K8S_DELETE_UNREACHABLE=true") bench.cloud.policy = { ...policy, deleteUnreachable: true };
  const words = rest.slice(start.length).trim().split(/\s+/);
  const ended = await program(
    bench,
    words.map((word) => word.replace(/^'(.*)'$/, "$1")),
  );
  bench.cloud.policy = policy;
  return ended;
}

/**
 * Runs what a message says is next, to the letter; each but the last has to end well.
 * @param which of several ways, by a word in its command
 */
export async function follow(bench: Bench, stderr: string, which = /./): Promise<Ended> {
  const commands = commandsIn(stderr).filter((command) => which.test(command));
  assert.notEqual(commands.length, 0, `something to run next in: ${stderr}`);
  let last = done;
  for (const command of commands) {
    assert.equal(last.status, 0, `${last.stdout}\n${last.stderr}`);
    last = await type(bench, command);
  }
  return last;
}
