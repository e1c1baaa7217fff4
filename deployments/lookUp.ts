import type { Operation } from "./operation";
import { idOfCreate, lookedUp, notThere } from "./pending";
import type { PendingOperation, State } from "./state";
import type { OpenStack } from "./workspace";

/** A create of which nobody can say what it has made. */
export interface Unsure {
  readonly create: PendingOperation;
  /** What it may have made; empty where the cloud could not be asked. */
  readonly candidates: readonly string[];
  /** Why the cloud could not be asked. */
  readonly reason?: string;
}

/** What a search of the cloud says of creates. */
export interface LookedUp {
  /** Ids by urn. What is not there has none. */
  readonly ids: ReadonlyMap<string, string>;
  readonly unsure: readonly Unsure[];
}

/** Where something is looked for. */
export interface Scene {
  readonly stack: string;
  readonly state: State;
  /** What `pulumi stack export` gives. */
  readonly exported: unknown;
}

/** Looks in the cloud for what creates have made whose ids only the cloud can say. */
export type LookUp = (creates: readonly PendingOperation[], scene: Scene) => Promise<LookedUp>;

/** The ids that the user gave, and those of what the cloud was asked for. */
export async function lookedForIn(
  { stack, state }: OpenStack,
  creates: readonly PendingOperation[],
  { imports, lookUp }: { readonly imports: ReadonlyMap<string, string>; readonly lookUp?: LookUp | undefined },
): Promise<LookedUp> {
  const asked = creates.filter((create) => lookedUp(create, imports) === undefined && idOfCreate(create) === undefined);
  if (asked.length === 0 || lookUp === undefined) return { ids: imports, unsure: [] };
  const found = await lookUp(asked, { stack: stack.name, state, exported: await stack.exportStack() });
  return { ids: new Map([...found.ids, ...imports]), unsure: found.unsure };
}

/** Why nothing is recovered, and what to do. */
export function explainUnsure(operation: Operation, stack: string, unsure: readonly Unsure[]): string {
  const lines = unsure.map(({ create: { resource }, candidates, reason }) => {
    const what = `  ${resource.type}::${resource.name}`;
    return reason === undefined ? `${what}: one of ${candidates.join(", ")}` : `${what}: ${reason}`;
  });
  const [first] = unsure;
  const name = first === undefined ? "TYPE::NAME" : `${first.create.resource.type}::${first.create.resource.name}`;
  return [
    `Nothing was done on ${stack}: only the cloud can say the ids of these, and a search for their tags did not tell.`,
    ...lines,
    `Look for each in the cloud, and give its id, or \`${notThere}\` where it is not there, since what is there would be made a second time.`,
    `Next: npm run architect -- ${operation} ${stack} --recover --import '${name}=ID'`,
  ].join("\n");
}
