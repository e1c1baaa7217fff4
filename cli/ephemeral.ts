import { type Command, InvalidArgumentError, Option } from "commander";
import type { Cloud } from "../components/config/clusters/common";
import type { Backend } from "../ephemeral/backend";
import { report } from "./report";

/** Options of `create` and `run`. */
interface CreateOptions {
  readonly cloud?: Cloud;
  readonly ttl: string;
  readonly from?: string;
  readonly addons?: readonly string[];
  readonly owner?: string;
  readonly kubeconfig?: string;
}

interface ReapOptions {
  readonly dryRun?: true;
  readonly orphans?: true;
  readonly parallel: number;
  readonly waitForLock: string;
}

const clouds = ["eks", "aks", "gke", "existing"] as const satisfies readonly Cloud[];

const addonNames = (text: string): readonly string[] => text.split(",").filter((name) => name !== "");

function atOnce(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError("a number from 1 to 99");
  return Number(text);
}

function creating(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--cloud <cloud>",
        "take the config of a stack on this cloud; existing: a virtual cluster on it",
      ).choices(clouds),
    )
    .option("--from <stack>", "take the config of this stack; unless given, one with the profile ephemeral")
    .option("--ttl <time>", "how long it lives, such as 90m, 4h or 2d", "4h")
    .option("--addons <names>", "only these add-ons, with commas between them; an empty text for none", addonNames)
    .option("--owner <name>", "whose it is; unless given, whoever runs this")
    .option("--wait", "end when every add-on is ready, which is also what happens without it")
    .option("--kubeconfig <file>", "write the kubeconfig there, for its owner's eyes only");
}

const waiting = [
  "--wait-for-lock <time>",
  "how long to wait while another run holds a stack, such as 10m",
  "30m",
] as const;

/** `architect ephemeral`: clusters for a test or a pull request, which are gone when their time is over. */
export function define(program: Command): void {
  const group = program
    .command("ephemeral")
    .description("make clusters for a test or a pull request, and take them away when their time is over")
    .addHelpText(
      "after",
      "\nExit status: 0 done, 1 failed, 2 bad config or usage; of `run`, the command's own.\nA task page is docs/ephemeral.md.",
    );
  creating(group.command("create"))
    .description("make a stack with a name of its own; prints the name")
    .action((options: CreateOptions) => perform(async (backend) => createOne(backend, options)));
  group
    .command("list")
    .description("show all of them: age, owner, time left")
    .option("--json", "as JSON")
    .action(({ json }: { readonly json?: true }) => perform(async (backend) => list(backend, json === true)));
  group
    .command("extend")
    .description("give one more time, counted from now")
    .argument("<stack>", "its name")
    .option("--ttl <time>", "how long it lives from now on", "4h")
    .action((name: string, { ttl }: { readonly ttl: string }) =>
      perform(async (backend) => (await import("../ephemeral/create")).extend(backend, name, ttl)),
    );
  group
    .command("destroy")
    .description("take one away, half-made or not")
    .argument("<stack>", "its name")
    .option(...waiting)
    .action((name: string, options: { readonly waitForLock: string }) =>
      perform(async (backend) => (await import("../ephemeral/commands")).destroyOne(backend, name, options)),
    );
  group
    .command("reap")
    .description("take away all whose time is over; safe to run any number of times at once")
    .option("--dry-run", "only show them")
    .option("--orphans", "show what is in the cloud with our tags and no stack knows, and take nothing away")
    .option("--parallel <number>", "how many are destroyed at once", atOnce, 4)
    .option(...waiting)
    .action((options: ReapOptions) =>
      perform(async (backend) => (await import("../ephemeral/commands")).reapAll(backend, options)),
    );
  creating(group.command("run"))
    .description("make one, run a command with KUBECONFIG set, and destroy it whatever happened")
    .argument("<command...>", "the command, after --")
    .action((words: readonly string[], options: CreateOptions) =>
      perform(async (backend) => (await import("../ephemeral/run")).runInside(backend, options, words)),
    );
}

async function createOne(backend: Backend, options: CreateOptions): Promise<number> {
  const { create } = await import("../ephemeral/create");
  const { name, status } = await create(backend, options, () => undefined);
  process.stdout.write(`${name}\n`);
  return status;
}

async function list(backend: Backend, json: boolean): Promise<number> {
  const { asJson, asTable } = await import("../ephemeral/table");
  const stacks = await backend.ephemeral();
  process.stdout.write(json ? asJson(stacks) : asTable(stacks, new Date()));
  return 0;
}

async function perform(run: (backend: Backend) => Promise<number>): Promise<void> {
  try {
    const { findProject } = await import("../planner/stacks");
    const { Backend } = await import("../ephemeral/backend");
    process.exitCode = await run(await Backend.open(findProject(process.cwd())));
  } catch (error) {
    report(error);
  }
  // What an engine that was ended leaves open in this process must not keep it.
  process.stdout.write("", () => process.exit());
}
