import { parse } from "yaml";
import type { Cloud, Profile } from "../components/config/clusters/common";
import { namespace } from "../components/config/errors";
import { oneOf } from "../components/config/problems";
import { UsageError } from "../deployments/errors";
import { lifetimeInFile } from "./facts";

/** A stack's file, by the stack's name. */
export type Files = ReadonlyMap<string, string>;

// Which stack says best what an ephemeral one is to be.
const preferred: readonly unknown[] = ["ephemeral", "development", "production"] satisfies readonly Profile[];

function clusterOf(text: string): Readonly<Record<string, unknown>> {
  const file = parse(text) as { readonly config?: Readonly<Record<string, Readonly<Record<string, unknown>>>> } | null;
  return file?.config?.[`${namespace}:cluster`] ?? {};
}

/**
 * Chooses the stack whose config an ephemeral stack takes.
 * @param from the stack that the user named
 * @param cloud the cloud that the user named
 * @throws UsageError where none fits
 */
export function chooseSource(files: Files, from: string | undefined, cloud: Cloud | undefined): string {
  const all = [...files].map(([name, text]) => ({
    name,
    ...clusterOf(text),
    made: lifetimeInFile(text) !== undefined,
  }));
  const found = all as readonly { name: string; cloud?: unknown; profile?: unknown; made: boolean }[];
  if (from !== undefined) {
    const named = found.find(({ name }) => name === from);
    if (named === undefined)
      throw new UsageError(
        `there is no stack ${JSON.stringify(from)}; allowed for --from: ${oneOf([...files.keys()])}`,
      );
    if (cloud !== undefined && named.cloud !== cloud)
      throw new UsageError(
        `${from} is on ${String(named.cloud)}, not on ${cloud}: leave out one of --from and --cloud`,
      );
    return from;
  }
  const fitting = found.filter(
    (it) => !it.made && (cloud === undefined ? it.profile === "ephemeral" : it.cloud === cloud),
  );
  const [best] = fitting.toSorted((a, b) => rank(a.profile) - rank(b.profile) || a.name.localeCompare(b.name));
  if (best === undefined)
    throw new UsageError(
      `no stack has ${cloud === undefined ? "the profile ephemeral" : `the cloud ${cloud}`}: name one with --from`,
    );
  return best.name;
}

function rank(profile: unknown): number {
  const place = preferred.indexOf(profile);
  return place < 0 ? preferred.length : place;
}
