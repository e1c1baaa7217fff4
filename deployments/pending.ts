import { idOf } from "./ids";
import type { Operation } from "./operation";
import type { PendingOperation, State } from "./state";

/** Creates that a killed run had begun: nobody knows whether the cloud made them. */
export function pendingCreates({ pending }: State): readonly PendingOperation[] {
  return pending.filter(({ operation }) => operation === "creating");
}

function named({ resource }: PendingOperation): string {
  return `${resource.name} (${resource.type})`;
}

/** Why a run with creates that never ended is not begun, and what to do. */
export function explainPending(operation: Operation, stack: string, creates: readonly PendingOperation[]): string {
  const unknown = creates.filter((create) => idOf(create.resource.type, create.inputs) === undefined);
  const look =
    unknown.length === 0
      ? ""
      : ` Of ${unknown.map(named).join(", ")} only the cloud can say the id: look for it there by name and tags first. If it is there, add --import NAME=ID for it; otherwise it would be made a second time, and the first one kept by nobody.`;
  return `A run on ${stack} was killed while it was creating ${creates.map(named).join(", ")}, and the state does not say whether the cloud made it. Nothing was done.${look} Then run \`npm run architect -- ${operation} ${stack} --recover\`: it takes into the state what is there, forgets what is not, and goes on.`;
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
 * @param ids ids that the user looked up, by logical name or urn
 */
export function recoveryOf(creates: readonly PendingOperation[], ids: ReadonlyMap<string, string>): Recovery {
  const imported = new Map<string, string>();
  for (const create of creates) {
    const id =
      ids.get(create.resource.urn) ?? ids.get(create.resource.name) ?? idOf(create.resource.type, create.inputs);
    if (id !== undefined) imported.set(create.resource.urn, id);
  }
  return { imported, cleared: creates.filter(({ resource }) => !imported.has(resource.urn)) };
}
