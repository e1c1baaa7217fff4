/** What a run had begun, in the form of a state. Source: apitype.OperationV2 of the Pulumi CLI. */
export interface Operation {
  readonly type: string;
  readonly resource: { readonly urn: string; readonly inputs?: Readonly<Record<string, unknown>> };
}

/** A resource of a state, as far as notes are about it. */
interface Noting {
  readonly urn: string;
  readonly type?: string;
  readonly outputs?: object | undefined;
}

// The CLI drops pending operations from whatever state it imports. The stack's own outputs it keeps, and so does a run,
// until the program has come to its end.
const key = "unansweredCreates";

function isStack({ type, urn }: Noting): boolean {
  return (type ?? urn.split("::")[2]) === "pulumi:pulumi:Stack";
}

/** The creates of which a state notes that nobody knows whether they were carried out, as far as it does not know now. */
export function notesIn(resources: readonly Noting[]): readonly Operation[] {
  const { [key]: notes } = (resources.find(isStack)?.outputs ?? {}) as Record<string, unknown>;
  const known = new Set(resources.map(({ urn }) => urn));
  return Array.isArray(notes) ? (notes as readonly Operation[]).filter(({ resource }) => !known.has(resource.urn)) : [];
}

/** The resources of a state with these notes in place of those that they had. */
export function withNotes<T extends Noting>(resources: readonly T[], notes: readonly Operation[]): T[] {
  return resources.map((resource) => {
    if (!isStack(resource)) return resource;
    const { [key]: _before, ...outputs } = (resource.outputs ?? {}) as Record<string, unknown>;
    return { ...resource, outputs: notes.length === 0 ? outputs : { ...outputs, [key]: notes } };
  });
}
