import { parse } from "yaml";
import { z } from "zod";
import { namespace } from "../components/config/errors";
import { type LifetimeConfig, lifetime, timeOfTag } from "../components/config/lifetime";

/** What is known of an ephemeral stack. */
export interface Facts {
  readonly name: string;
  readonly owner: string;
  readonly expiresAt: Date;
  /** When its first resource was made; undefined when there is none. */
  readonly born: Date | undefined;
  /** ready: its last update ended well. half-made: it has resources, and no update ever ended. empty: nothing was made. */
  readonly state: "ready" | "half-made" | "empty";
  readonly resources: number;
  /** False when there is a file, and no such stack in the backend. */
  readonly inBackend: boolean;
}

// The part of an exported deployment that is read here. Source: apitype.DeploymentV3 of the Pulumi CLI.
const exported = z.object({
  deployment: z
    .object({
      resources: z
        .array(
          z.object({
            type: z.string(),
            id: z.string().optional(),
            created: z.string().optional(),
            external: z.boolean().optional(),
            inputs: z.record(z.string(), z.unknown()).optional(),
            outputs: z.record(z.string(), z.unknown()).optional(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

type StateResource = NonNullable<NonNullable<z.output<typeof exported>["deployment"]>["resources"]>[number];

const stackType = "pulumi:pulumi:Stack";
// Where a resource keeps its tags: AWS and Azure; Google Cloud.
const tagInputs = ["tags", "labels", "resourceLabels", "userLabels"];

/**
 * The lifetime that a stack's file has.
 * @returns undefined for a file without one, and for one that cannot be read
 */
export function lifetimeInFile(text: string): LifetimeConfig | undefined {
  try {
    const { config } = parse(text) as { readonly config?: Readonly<Record<string, unknown>> };
    return lifetime.safeParse(config?.[`${namespace}:lifetime`]).data;
  } catch {
    return undefined;
  }
}

/** What the last update that ended well said, and what each resource's own tags say: an update that was killed left them. */
function lifetimesInState(resources: readonly StateResource[]): readonly LifetimeConfig[] {
  const said = resources.filter(({ type }) => type === stackType).map(({ outputs }) => pick(outputs));
  const tagged = resources.flatMap(({ inputs = {} }) =>
    tagsIn(inputs).map((tags) => pick({ owner: tags.owner, expiresAt: timeOfTag(String(tags["expires-at"])) })),
  );
  return [...said, ...tagged].filter((it) => it !== undefined);
}

function tagsIn(inputs: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const map = z.record(z.string(), z.unknown());
  const labels = map.safeParse(inputs.metadata).data?.labels;
  return [...tagInputs.map((key) => inputs[key]), labels]
    .map((tags) => map.safeParse(tags).data)
    .filter((tags) => tags !== undefined);
}

function pick(values: Readonly<Record<string, unknown>> | undefined): LifetimeConfig | undefined {
  return lifetime.safeParse({ owner: values?.owner, expiresAt: values?.expiresAt }).data;
}

/**
 * Puts together what a stack's file and its state say. The latest time counts: a stack that was given more time in one
 * place, and not yet in the other, keeps it.
 * @param file the text of the stack's file, where it is on this machine
 * @param state what `pulumi stack export` gives; undefined when the backend has no such stack
 * @returns undefined for a stack that is not ephemeral
 */
export function factsOf(name: string, file: string | undefined, state: unknown): Facts | undefined {
  const resources = exported.safeParse(state).data?.deployment?.resources ?? [];
  const written = file === undefined ? undefined : lifetimeInFile(file);
  const known = [written, ...lifetimesInState(resources)].filter((it) => it !== undefined);
  const [last] = known.toSorted((a, b) => b.expiresAt.localeCompare(a.expiresAt));
  if (last === undefined) return undefined;
  // Components have no id; what is only looked up was made by others.
  const made = resources.filter(
    ({ type, id, external }) => id !== undefined && external !== true && !type.startsWith("pulumi:providers:"),
  );
  const ended = resources.some(({ type, outputs }) => type === stackType && outputs?.expiresAt !== undefined);
  const [born] = made.flatMap(({ created }) => created ?? []).toSorted();
  return {
    name,
    owner: last.owner,
    expiresAt: new Date(last.expiresAt),
    born: born === undefined ? undefined : new Date(born),
    state: made.length === 0 ? "empty" : ended ? "ready" : "half-made",
    resources: made.length,
    inBackend: state !== undefined,
  };
}

/** True once a stack's time is over. */
export function isExpired({ expiresAt }: Facts, now: Date): boolean {
  return expiresAt.getTime() <= now.getTime();
}
