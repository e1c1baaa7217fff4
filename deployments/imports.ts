import type { Stack } from "@pulumi/pulumi/automation";
import { UsageError } from "./errors";
import { namesOf, pendingCreates } from "./pending";
import { Creates, keepInMind } from "./unanswered";
import { stateOf } from "./workspace";

type Named = Parameters<typeof namesOf>[0];

/** The one resource that a key names; undefined where none does. */
function chosen<T>(key: string, all: readonly T[], resourceOf: (one: T) => Named): T | undefined {
  const found = all.filter((one) => namesOf(resourceOf(one)).includes(key));
  if (found.length <= 1) return found[0];
  const names = found.map((one) => namesOf(resourceOf(one))[1]);
  throw new UsageError(`--import ${key}: several have that name; allowed: ${names.join(", ")}`);
}

/**
 * Takes what the user has found in the cloud for creates that never ended, also where no run has left any: a preview says
 * what the program has of them.
 * @param imports ids by any name of the resource
 * @throws UsageError for a name that several have, or that nothing has which is still to be made
 */
export async function noteImports(stack: Stack, imports: ReadonlyMap<string, string>): Promise<void> {
  const pending = pendingCreates(await stateOf(stack));
  const others = [...imports.keys()].filter((key) => chosen(key, pending, ({ resource }) => resource) === undefined);
  if (others.length === 0) return;
  const creates = new Creates();
  await stack.preview({ onEvent: (event) => creates.take(event), color: "never" });
  const begun = others.map((key) => {
    const create = chosen(key, creates.all, ({ urn, name, state }) => ({ urn, name, type: state.type }));
    if (create === undefined) throw new UsageError(`--import ${key}: nothing of that name is still to be made`);
    return create;
  });
  await keepInMind(stack, begun, () => []);
}
