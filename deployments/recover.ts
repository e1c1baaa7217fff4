import type { Stack } from "@pulumi/pulumi/automation";
import { UsageError } from "./errors";
import { notesIn, type Operation, withNotes } from "./notes";
import { pendingCreates, type Recovery, recoveryOf } from "./pending";
import { readAgain } from "./readAgain";
import { type OpenStack, stateOf } from "./workspace";

/**
 * Reads ids that the user looked up in the cloud, each as `NAME=ID`.
 * @throws UsageError for one that is not
 */
export function readImports(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at <= 0 || at === text.length - 1)
        throw new UsageError(
          `--import ${text}: allowed: NAME=ID, the resource's name in the stack and its id in the cloud`,
        );
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

interface Deployment {
  resources?: { urn: string; type?: string; id?: string; outputs?: object }[];
  pending_operations?: Operation[];
}

// The CLI's own --import-pending-creates forgets what it was given: no part of its engine looks at it afterwards.
// Source: pkg/v3 3.259.0, where nothing reads operations of the type importing.
async function takeIn(stack: Stack, imported: Recovery["imported"]): Promise<void> {
  const exported = await stack.exportStack();
  const deployment = exported.deployment as Deployment;
  const resources = deployment.resources ?? [];
  const notes = notesIn(resources);
  if (imported.size === 0 && notes.length === 0) return;
  const begun = new Map(
    [...(deployment.pending_operations ?? []), ...notes]
      .filter(({ type, resource }) => type === "creating" && imported.has(resource.urn))
      .map(({ resource }) => [resource.urn, { ...resource, id: imported.get(resource.urn) ?? "", outputs: {} }]),
  );
  const others = resources.filter(({ urn }) => !begun.has(urn));
  deployment.resources = [...withNotes(others, []), ...begun.values()];
  // The import drops what is pending, so that it has to be in the list of what is there by now.
  await stack.importStack(exported);
}

/**
 * Puts a state in order after a run was killed: what the run had begun to create is taken in under its id, or forgotten,
 * and everything is read again from the cloud, which also drops what was taken in and is not there.
 */
export async function recover(
  { stack, state }: OpenStack,
  ids: ReadonlyMap<string, string>,
): Promise<{ readonly state: OpenStack["state"]; readonly recovery: Recovery }> {
  const recovery = recoveryOf(pendingCreates(state), ids);
  await takeIn(stack, recovery.imported);
  await readAgain(stack, new Set(recovery.imported.keys()));
  return { state: await stateOf(stack), recovery };
}

/** What recovering did, in a sentence each. */
export function recoveryLines({ imported, cleared }: Recovery, state: OpenStack["state"]): readonly string[] {
  const there = new Set(state.resources.map(({ urn }) => urn));
  const name = (urn: string) => urn.split("::").slice(3).join("::");
  return [
    ...[...imported].map(([urn, id]) =>
      there.has(urn)
        ? `taken into the state: ${name(urn)} (${id})`
        : `not there, so it is made again: ${name(urn)} (${id})`,
    ),
    ...cleared.map(({ resource }) => `forgotten, so it is made again: ${resource.name} (${resource.type})`),
  ];
}
