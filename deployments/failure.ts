import { wrap } from "../planner/render/text";
import { PulumiError } from "./errors";
import { type Message, plain, type Step } from "./events";
import { type FailureContext, knownErrors, unknownError } from "./knownErrors";
import { lockOf } from "./lock";
import type { Operation } from "./operation";

/** Why a run failed, and what to do. */
export interface Failure {
  /** The resource that failed; undefined when the run failed as a whole. */
  readonly resource?: { readonly urn: string; readonly name: string; readonly type: string; readonly phase: string };
  /** What was being done to it: create, update … */
  readonly doing: string;
  /** What the cloud, the cluster or Pulumi said. */
  readonly message: string;
  readonly reason: string;
  /** The command to run next. */
  readonly next: string;
  /** The known error that it is; undefined for one that nobody has met. */
  readonly known: string | undefined;
  /** Names of other resources that failed. */
  readonly others: readonly string[];
}

/** What is known of a run that failed. */
export interface Evidence {
  readonly stack: string;
  readonly operation: Operation;
  readonly messages: readonly Message[];
  readonly failed: readonly Step[];
  /** What ended the run. */
  readonly error: unknown;
  /** The title of a resource's phase. */
  readonly phaseOf: (urn: string) => string | undefined;
  /** A resource's id in the cloud, or what it will be. */
  readonly idOf: (urn: string) => string | undefined;
  /** Where a Helm release stood before the run, as far as the state said. */
  readonly releaseOf?: (urn: string) => string | undefined;
  /** Urns of what may have been made, as the state keeps in mind. */
  readonly pending?: ReadonlySet<string>;
  /** True where the user has typed the stack's name. */
  readonly confirmed?: boolean;
}

const doings: Readonly<Record<string, string>> = {
  created: "created",
  updated: "updated",
  replaced: "replaced",
  deleted: "deleted",
  unchanged: "read",
};

// What the engine says besides the cause.
const echoes =
  /^(update failed|preview failed|destroy failed|refresh failed|step application failed:?.*|(\d+ )?errors? occurred:?|update canceled|resource monitor shut down.*)$/i;

// What is said of something that is there already, with its id. Sources: azure-native's Create; Google's error 409.
const existing = /(?:already existing resource|The resource) '([^']+)'/;

const longest = 900;

/** One line of at most 900 characters: a cloud's message, with what it repeats left out. */
function condensed(text: string): string {
  const lines = plain(text)
    .split("\n")
    .map((line) => line.replace(/^\s*(\*|-|error:)\s*/, "").trim())
    .filter((line) => line !== "" && !echoes.test(line));
  const line = [...new Set(lines)]
    .join(" ")
    .replace(/\burn:pulumi:[^\s:]+::[^\s:]+::[^\s"']+?::([^\s"'`,]+)/g, "$1")
    .replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}

function errorText(error: unknown): string {
  if (error instanceof PulumiError) {
    const said = [...plain(error.said).matchAll(/^\s*error: (.*(?:\n(?!\s*error: |\S*:).+)*)/gm)].map(
      ([, text]) => text,
    );
    const told = said.filter((text) => text !== undefined && !echoes.test(text.trim()));
    if (told.length > 0) return told.join("\n");
    return error.stderr.trim() === "" ? `the engine ended ${howEnded(error)} without a message` : error.stderr;
  }
  return error instanceof Error ? error.message : String(error);
}

function howEnded({ status }: PulumiError): string {
  return status === null ? "by a signal" : `with status ${status}`;
}

/** Finds out which resource failed, what was said, and what is likely the reason. */
export function failureOf(evidence: Evidence): Failure {
  const errors = evidence.messages.filter(({ severity, text }) => severity === "error" && condensed(text) !== "");
  const failedUrns = new Set(evidence.failed.map(({ urn }) => urn));
  const first =
    // What may have been made is what the next command is about.
    errors.find(({ urn }) => urn !== undefined && evidence.pending?.has(urn) === true) ??
    errors.find(({ urn }) => urn !== undefined && failedUrns.has(urn)) ??
    errors.find(({ urn }) => urn !== undefined) ??
    errors[0];
  const urn = first?.urn ?? evidence.failed[0]?.urn;
  const step = evidence.failed.find((it) => it.urn === urn);
  const said = errors.filter((it) => it.urn === urn).map(({ text }) => text);
  const message = condensed(said.length > 0 ? said.join("\n") : errorText(evidence.error));
  const name = urn?.split("::").slice(3).join("::");
  const type = urn?.split("::")[2]?.split("$").at(-1);
  const context: FailureContext = {
    stack: evidence.stack,
    operation: evidence.operation,
    resource: name,
    type,
    id: (urn === undefined ? undefined : evidence.idOf(urn)) ?? existing.exec(message)?.[1],
    pending: urn !== undefined && evidence.pending?.has(urn) === true,
    unanswered: (evidence.pending?.size ?? 0) > 0,
    confirmed: evidence.confirmed === true,
    deadLock: lockOf(evidence.error)?.dead === true,
    release: urn === undefined ? undefined : evidence.releaseOf?.(urn),
  };
  const known = knownErrors.find(
    ({ pattern, during, pending, types }) =>
      pattern.test(message) &&
      (types === undefined || types.test(type ?? "")) &&
      (during === undefined || during.includes(evidence.operation)) &&
      (pending === undefined || context.pending),
  );
  const isResource = urn !== undefined && name !== undefined && type !== undefined && type !== "pulumi:pulumi:Stack";
  return {
    ...(isResource ? { resource: { urn, name, type, phase: evidence.phaseOf(urn) ?? "" } } : {}),
    doing: doings[step?.result ?? ""] ?? "",
    message,
    reason: (known ?? unknownError).reason,
    next: (known ?? unknownError).next(context),
    known: known?.name,
    others: [...failedUrns].filter((it) => it !== urn).map((it) => it.split("::").slice(3).join("::")),
  };
}

const othersShown = 5;

function subject(failure: Failure, { operation, stack }: Pick<Evidence, "operation" | "stack">): string {
  const { resource, doing } = failure;
  if (resource === undefined) return `architect ${operation} ${stack} failed.`;
  const phase = resource.phase === "" ? "" : ` in the phase ${resource.phase}`;
  return `${resource.name} (${resource.type})${phase} could not be ${doing === "" ? "put in place" : doing}.`;
}

/** The failure as one paragraph of at most `width` columns, and the command to run next on a line of its own. */
export function paragraphOf(failure: Failure, evidence: Pick<Evidence, "operation" | "stack">, width: number): string {
  const { message, reason, next, others } = failure;
  const rest = others.length - othersShown;
  const also =
    others.length === 0
      ? ""
      : ` ${others.slice(0, othersShown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""} failed as well.`;
  const said = message === "" ? "" : ` The message: ${message.replace(/\.?$/, ".")}`;
  const text = `${subject(failure, evidence)}${said} ${reason}${also}`;
  return [...wrap(text, width), `Next: ${next}`].join("\n");
}
