import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { readStackText } from "../components/config/read";
import { parseStack } from "../components/stack";
import { planStack } from "../planner/plan";
import { root } from "./measure";

/** What planning many stacks in one process took. */
export interface ManyStacks {
  readonly stacks: number;
  readonly resources: number;
  readonly msPerStack: number;
  readonly msPerResource: number;
  /** Memory in use after a collection, in MiB: after ten stacks and after all. */
  readonly mibAfterTen: number;
  readonly mibAfterAll: number;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

// Each generated stack is an example stack under a name of its own, which is also the cluster's.
function texts(count: number): { readonly name: string; readonly text: string }[] {
  const folder = path.join(root, "stacks");
  const examples = readdirSync(folder)
    .filter((file) => /^Pulumi\..+\.yaml$/.test(file))
    .sort();
  const contents = examples.map((file) => readFileSync(path.join(folder, file), "utf8"));
  return Array.from({ length: count }, (_, index) => ({
    name: `generated-${index}`,
    text: contents[index % contents.length] ?? "",
  }));
}

/** Plans generated stacks one after the other in this process. */
export async function planMany(count: number): Promise<ManyStacks> {
  let resources = 0;
  let mibAfterTen = 0;
  const stacks = texts(count);
  const start = performance.now();
  for (const [index, { name, text }] of stacks.entries()) {
    const plan = await planStack(parseStack(readStackText(text, name, "kubernetes-architect", name)));
    resources += plan.resources.length;
    if (index === 9) mibAfterTen = heap();
  }
  const ms = performance.now() - start;
  return {
    stacks: count,
    resources,
    msPerStack: ms / count,
    msPerResource: ms / resources,
    mibAfterTen,
    mibAfterAll: heap(),
  };
}

if (require.main === module) {
  planMany(Number(process.argv[2])).then((result) => console.log(JSON.stringify(result)));
}
