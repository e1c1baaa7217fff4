import { readResults } from "../../test/faults/kept";
import type { Tried } from "../../test/faults/life";
import { code, page, table } from "./markdown";

const doings: Readonly<Record<string, string>> = { create: "made", update: "updated", delete: "deleted" };

const ways: Readonly<Record<string, string>> = {
  before: "refused: a right is missing",
  part: "done, and not ready in time",
  after: "done, and the answer got lost",
};

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** What had to be run, and how often, until all was there. */
function told({ commands }: Tried): string {
  return Object.entries(commands)
    .map(([command, count]) => `${code(command)} × ${count}`)
    .join(", ");
}

function trials(all: readonly Tried[]): string {
  return table(
    [
      "stack",
      "as it was",
      "what failed",
      "resources",
      "types",
      "twice",
      "orphaned",
      "runs until all was as without it",
    ],
    all.map((tried) => {
      const { stack, operation, moment, types } = tried;
      const counts = [String(total(types)), String(Object.keys(types).length), "0", "0"];
      return [code(stack), doings[operation] ?? operation, ways[moment] ?? moment, ...counts, told(tried)];
    }),
  );
}

/** How many resources of a type failed once at an operation, in all stacks. */
function failedOf(all: readonly Tried[], type: string, operation: string): number {
  const stacks = [...new Set(all.map(({ stack }) => stack))];
  const most = stacks.map((stack) =>
    Math.max(
      0,
      ...all.filter((it) => it.stack === stack && it.operation === operation).map(({ types }) => types[type] ?? 0),
    ),
  );
  return most.reduce((sum, count) => sum + count, 0);
}

function whyNot(all: readonly Tried[], type: string, operation: string): string {
  const reasons = all
    .filter((it) => it.operation === operation)
    .flatMap(({ left }) => Object.entries(left).flatMap(([reason, types]) => (types.includes(type) ? [reason] : [])));
  return [...new Set(reasons)].join(", ") || "–";
}

function types(all: readonly Tried[]): string {
  const known = all.flatMap((tried) => [...Object.keys(tried.types), ...Object.values(tried.left).flat()]);
  const operations = ["create", "update", "delete"];
  const rows = [...new Set(known)].toSorted().map((type) => [
    code(type),
    ...operations.map((operation) => {
      const failed = failedOf(all, type, operation);
      return failed > 0 ? String(failed) : whyNot(all, type, operation);
    }),
  ]);
  return table(["type", "made", "updated", "deleted"], rows);
}

/** docs/faults.md: what came of the last run of `npm run test:faults`. */
export function faultsPage(): string {
  const all = readResults();
  return page("When a resource fails", "test/faults/tried.json, which `npm run test:faults` writes", [
    "`npm run test:faults` makes each resource of the production stacks fail once as it is made, once as it is updated and once as it is deleted, on the real engine against [simulated clouds](sandbox.md). After each failure it runs the command that `architect` has told, and nothing else. After each run the clouds must have what the state says: nothing twice, nothing that nobody knows. At the end there must be what is there without any failure, and the next `up` must have nothing to do. Each failure must be told with the resource's name, the cloud's own words, a reason and the command to run next.",
    "## What was tried",
    "What held in the last run:",
    trials(all),
    "A run begins everything that waits for nothing, and all of that fails in it at once; the next run gets past it, and what comes next fails. So each resource fails exactly once, and the runs are about as many as there are steps that wait for each other.",
    "A deletion that takes too long is one without an answer, so it has no line of its own.",
    "## When the answer gets lost",
    "A provider that has asked the cloud to make something and gets no answer (the connection broke, its process was killed) knows no id. Pulumi then keeps nothing of it, and its next run would make it a second time, or stop at a name that is taken. So `architect up` notes in the state what may be there, does not go on without having looked, and tells to run",
    "```sh\nnpm run architect -- up prod-aws --recover\n```",
    "It takes into the state what is there: by the id that follows from its inputs, or by its tags where the cloud makes up the id. What is not there is made. Where tags do not tell, it stops and asks for the id: [commands](commands.md#after-a-run-that-was-killed).",
    "An update or a delete without an answer needs nothing of that: the state still has what was before, and the same command does it again.",
    "## When a destroy fails",
    "What is in a cluster and leaves nothing behind outside goes with the cluster, and is not deleted one by one. The engine takes such a thing from the state when it comes to it, and the cluster goes later. So after a destroy that failed in between, run it to its end: the cluster takes along what the state does not name any more. Who wants to keep the stack instead takes each such thing in again with the command that `up` tells.",
    "## By type",
    "How many resources of each type have failed once, in each way above.",
    types(all),
    "## Run it",
    "```sh\nnpm run test:faults\nnpm run test:faults -- prod-gcp after delete\n```",
    `The last whole run took ${Math.round(all.reduce((sum, { seconds }) => sum + seconds, 0) / 60)} minutes on two cores that others used as well. The second is one stack, one kind of failure (\`before\`, \`part\` or \`after\` it was done) and one operation. Each trial keeps what came of it in \`test/faults/tried.json\` and writes this page from it. In CI one resource of each type fails, in \`test/engine/faults-*.test.ts\`.`,
  ]);
}
