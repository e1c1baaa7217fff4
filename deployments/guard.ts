import type { Config } from "../components/config/parse";
import type { State, StateResource } from "./state";

/** Why a stack is not destroyed. */
export interface Refusal {
  readonly reason: string;
  /** True where typing the stack's name is all that is missing. */
  readonly nameMissing: boolean;
}

function saysSo({ cluster }: Config): string | undefined {
  if ("deletionProtection" in cluster && cluster.deletionProtection) return "its config protects it from deletion";
  return cluster.profile === "production" ? "it is a production stack" : undefined;
}

/** Resources that the engine refuses to delete, and that really would go. */
export function protectedIn({ resources }: State): readonly StateResource[] {
  return resources.filter(({ protect }) => protect);
}

/**
 * Refuses what would delete everything around protected resources and then stop at them. Every destroy goes through it,
 * with the state as it is at that moment.
 * @throws Error that names them
 */
export function refuseProtected(state: State): void {
  const held = protectedIn(state);
  if (held.length === 0) return;
  const names = held.slice(0, listed).map(({ name }) => name);
  const rest = held.length - names.length;
  const more = rest > 0 ? ` and ${rest} more` : "";
  throw new Error(`nothing was touched, since these resources are protected: ${names.join(", ")}${more}`);
}

const listed = 12;

function list(resources: readonly StateResource[]): string {
  const lines = resources.slice(0, listed).map(({ name, type }) => `  ${name} (${type})`);
  const rest = resources.length - listed;
  return [...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n");
}

/**
 * Decides whether a stack may be destroyed, before anything is. The engine itself finds protected resources only when it
 * comes to them, and has deleted everything else by then.
 * @param typed the name that the user typed
 */
export function refusalOf(config: Config, state: State, typed: string | undefined): Refusal | undefined {
  const { stack } = config;
  const held = protectedIn(state);
  const said = saysSo(config);
  const why = held.length > 0 ? `${held.length} of its resources are protected` : said;
  if (why === undefined) return undefined;
  if (typed !== stack) {
    const wrong = typed === undefined || typed === "" ? "" : ` ${JSON.stringify(typed)} is not its name.`;
    return {
      reason: `${stack} is not destroyed, and nothing of it was touched: ${why}.${wrong} Type its name to destroy it: \`npm run architect -- destroy ${stack} --confirm ${stack}\`.`,
      nameMissing: true,
    };
  }
  if (held.length === 0) return undefined;
  return {
    reason: [
      `${stack} is not destroyed, and nothing of it was touched: these resources are still protected, and a destroy would delete everything around them and then stop:`,
      list(held),
      `Lift the protection first: set cluster.deletionProtection to false in stacks/Pulumi.${stack}.yaml and run \`npm run architect -- up ${stack}\`. What the profile protects besides: \`pulumi state unprotect --all --stack ${stack}\`. docs/destroy.md has the steps for each cloud.`,
    ].join("\n"),
    nameMissing: false,
  };
}
