import { timeText } from "../components/config/lifetime";
import { UsageError } from "../deployments/errors";
import { type ExitStatus, exitStatus } from "../deployments/exit";
import { Interrupts } from "../deployments/interrupt";
import { readSeconds } from "../deployments/seconds";
import type { Backend } from "./backend";
import { findOrphans, placeText } from "./orphans";
import { expired, reap } from "./reap";
import { asTable } from "./table";
import { type Taken, take } from "./take";

interface Waiting {
  readonly waitForLock: string;
}

function tell({ name, ended, text }: Taken): void {
  const said = {
    destroyed: "is gone",
    gone: "was taken away by somebody else",
    kept: "has time left now, and stays",
    failed: "is not gone",
  }[ended];
  process.stderr.write(`${name} ${said}${text === undefined ? "" : `: ${text}`}\n`);
}

/** True where nothing is left to be done. */
function isDone({ ended, text }: Taken): boolean {
  return ended !== "failed" && text === undefined;
}

/** `architect ephemeral destroy`. */
export async function destroyOne(backend: Backend, name: string, { waitForLock }: Waiting): Promise<ExitStatus> {
  if ((await backend.facts(name)) === undefined)
    throw new UsageError(`${name} is no ephemeral stack; npm run architect -- ephemeral list shows them`);
  const interrupts = new Interrupts(stopping);
  try {
    const stopped = () => interrupts.asked;
    const taken = await take(backend, name, { may: () => true, lockSeconds: readSeconds(waitForLock), stopped });
    tell(taken);
    return interrupts.asked && !isDone(taken)
      ? exitStatus.stopped
      : isDone(taken)
        ? exitStatus.done
        : exitStatus.failed;
  } finally {
    interrupts.stop();
  }
}

/** `architect ephemeral reap`. */
export async function reapAll(
  backend: Backend,
  { dryRun, orphans, parallel, waitForLock }: Waiting & { dryRun?: true; orphans?: true; parallel: number },
): Promise<ExitStatus> {
  if (orphans === true) return showOrphans(backend);
  if (dryRun === true) {
    const found = await expired(backend, new Date());
    process.stdout.write(found.length === 0 ? "nothing has expired\n" : asTable(found, new Date()));
    return exitStatus.done;
  }
  const interrupts = new Interrupts(stopping);
  try {
    const taken = await reap(backend, {
      now: () => new Date(),
      parallel,
      lockSeconds: readSeconds(waitForLock),
      onTaken: tell,
      stopped: () => interrupts.asked,
    });
    if (taken.length === 0) process.stderr.write("nothing has expired\n");
    if (interrupts.asked) return exitStatus.stopped;
    return taken.every(isDone) ? exitStatus.done : exitStatus.failed;
  } finally {
    interrupts.stop();
  }
}

const stopping = {
  first: () => {
    process.stderr.write("Stopping: stacks that are being destroyed are finished first, and no other is begun.\n");
  },
  second: () => process.exit(exitStatus.stopped),
};

async function showOrphans(backend: Backend): Promise<ExitStatus> {
  const { found, unsearched } = await findOrphans(backend);
  for (const { place, reason } of unsearched) process.stderr.write(`${placeText(place)} was not searched: ${reason}\n`);
  for (const { label, tags } of found) {
    const { stack, owner, "expires-at": until } = tags;
    const said = [
      `stack ${String(stack)}`,
      ...(owner === undefined ? [] : [`owner ${String(owner)}`, `until ${String(until)}`]),
    ];
    process.stdout.write(`${label}  ${said.join(", ")}\n`);
  }
  if (found.length === 0) process.stderr.write(`no orphans (${timeText(new Date())})\n`);
  return found.length === 0 && unsearched.length === 0 ? exitStatus.done : exitStatus.failed;
}
