import { idOf } from "./ids";
import type { Operation } from "./operation";
import type { PendingOperation, State } from "./state";

/** What a create that never ended has made, as far as its inputs say; see idOf. */
export function idOfCreate({ resource, inputs, settings }: PendingOperation): string | undefined {
  return idOf(resource.type, inputs, settings);
}

/** Creates that a killed run had begun: nobody knows whether the cloud made them. */
export function pendingCreates({ pending }: State): readonly PendingOperation[] {
  return pending.filter(({ operation }) => operation === "creating");
}

function named({ resource }: PendingOperation): string {
  return `${resource.name} (${resource.type})`;
}

/** Why a run with creates that never ended is not begun, and what to do. */
export function explainPending(operation: Operation, stack: string, creates: readonly PendingOperation[]): string {
  const unknown = creates.filter((create) => idOfCreate(create) === undefined);
  const look =
    unknown.length === 0
      ? ""
      : ` Of ${unknown.map(named).join(", ")} only the cloud can say the id: it is looked for by its tags.`;
  return `A run on ${stack} was killed while it was creating ${creates.map(named).join(", ")}, or got no answer to that, and the state does not say whether the cloud made it. Nothing was done.${look} Then run \`npm run architect -- ${operation} ${stack} --recover\`: it takes into the state what is there, forgets what is not, and goes on.`;
}

/** What stands for the id of what was looked for and is not there. */
export const notThere = "none";

/** How a resource can be named beside its urn: its name, and where several have that, its type before it. */
export function namesOf({ urn, type, name }: { readonly urn: string; readonly type: string; readonly name: string }) {
  return [urn, `${type}::${name}`, name];
}

/** The id that was looked up for a create, by any of its names. */
export function lookedUp({ resource }: PendingOperation, ids: ReadonlyMap<string, string>): string | undefined {
  const [key] = namesOf(resource).filter((name) => ids.has(name));
  return key === undefined ? undefined : ids.get(key);
}

/** What recovering does with each create that never ended. */
export interface Recovery {
  /** Taken into the state if the cloud has it, by urn. The refresh that follows drops what is not there. */
  readonly imported: ReadonlyMap<string, string>;
  /** Forgotten. */
  readonly cleared: readonly PendingOperation[];
}

/**
 * Decides for each create that never ended.
 * @param ids ids that were looked up, by any name of the resource
 */
export function recoveryOf(creates: readonly PendingOperation[], ids: ReadonlyMap<string, string>): Recovery {
  const imported = new Map<string, string>();
  for (const create of creates) {
    const id = lookedUp(create, ids) ?? idOfCreate(create);
    if (id !== undefined && id !== notThere) imported.set(create.resource.urn, id);
  }
  return { imported, cleared: creates.filter(({ resource }) => !imported.has(resource.urn)) };
}
