import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { idOf } from "./ids";

/** What becomes of a resource, by its last step. */
export type Result = "created" | "updated" | "replaced" | "deleted" | "unchanged";

/** A step of the engine at one resource. */
export interface Step {
  readonly state: "started" | "finished" | "failed";
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  /** False for a component. */
  readonly custom: boolean;
  /** Undefined for what changes nothing that counts, such as the old half of a replacement. */
  readonly result: Result | undefined;
  /** The inputs that differ, as far as the engine says. */
  readonly differences: readonly string[];
  /** Its id in the cloud, or the one that it will have, as far as that is known. */
  readonly id: string | undefined;
}

const results: Readonly<Record<string, Result>> = {
  same: "unchanged",
  refresh: "unchanged",
  create: "created",
  import: "created",
  update: "updated",
  replace: "replaced",
  "create-replacement": "replaced",
  "import-replacement": "replaced",
  delete: "deleted",
};

/** How many steps came to each result. */
export function tally(steps: readonly Step[]): Readonly<Record<Result, number>> {
  const counts = { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0 };
  for (const { result } of steps) if (result !== undefined) counts[result] += 1;
  return counts;
}

/** Reads an engine event as a step; undefined for events that are none. */
export function stepOf(event: EngineEvent): Step | undefined {
  if (event.resourcePreEvent !== undefined) return readStep("started", event.resourcePreEvent.metadata);
  if (event.resOutputsEvent !== undefined) return readStep("finished", event.resOutputsEvent.metadata);
  if (event.resOpFailedEvent !== undefined) return readStep("failed", event.resOpFailedEvent.metadata);
  return undefined;
}

function readStep(
  state: Step["state"],
  { op, urn, type, new: after, old, detailedDiff, diffs }: StepEventMetadata,
): Step {
  const resource = after ?? old;
  return {
    state,
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    parent: resource?.parent || null,
    custom: resource?.custom === true,
    result: results[op],
    id: resource?.id || idOf(type, resource?.inputs ?? {}),
    differences: Object.keys(detailedDiff ?? {}).length > 0 ? Object.keys(detailedDiff ?? {}) : (diffs ?? []),
  };
}

/** A warning or an error that the engine or a provider gave, on whole lines. */
export interface Message {
  readonly severity: "warning" | "error";
  readonly urn: string | undefined;
  readonly text: string;
}

/** Reads an engine event as a message for people; undefined for what is none, or only for who debugs Pulumi. */
export function messageOf({ diagnosticEvent: event }: EngineEvent): Message | undefined {
  if (event === undefined || event.ephemeral === true) return undefined;
  if (event.severity !== "warning" && event.severity !== "error") return undefined;
  const text = plain(event.message);
  return text === "" ? undefined : { severity: event.severity, urn: event.urn || undefined, text };
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, "g");

/** Text without the colours and control characters that a cloud's or the CLI's message may have. */
export function plain(text: string): string {
  return text
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(escapes, "")
    .replace(/[^\P{Cc}\n]+/gu, " ")
    .trim();
}

/**
 * False for events that are left out of `--json`: what the SDK logs for whoever debugs it shows resources' values as
 * they are, secrets among them, and the engine does not look into it.
 */
export function isPublic({ diagnosticEvent }: EngineEvent): boolean {
  const severity: string | undefined = diagnosticEvent?.severity;
  return severity !== "debug";
}
