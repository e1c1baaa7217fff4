import type { EngineEvent, Stack, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import { notesIn, withNotes } from "./notes";
import { sealed } from "./sealed";

/**
 * What providers and the engine say when an order was sent and nothing came back that says whether it was carried out: the
 * connection broke, the service failed within, or the provider's process ended. Nothing was sent where the connection
 * could not be made at all ("dial tcp").
 * Sources: Go's net and net/http, gRPC's statuses, AWS "Common errors", Azure Resource Manager and Google API errors.
 */
export const lostAnswer =
  /\b(read|write) tcp\b|connection reset by peer|broken pipe|unexpected EOF|(: |")EOF\b|client connection lost|server closed idle connection|stream error|stream terminated|timeout awaiting response headers|Client\.Timeout exceeded while (awaiting|reading)|error reading from server|transport is closing|code = Unavailable|\bInternal(Failure|ServerError)\b|StatusCode: 50[0234]|Error 50[0234]\b/;

/** A create that a run began, as the engine told of it. */
export interface Begun {
  readonly urn: string;
  readonly name: string;
  readonly state: StepEventStateMetadata;
}

/** Follows the creates of a run, and what was said of each. */
export class Creates {
  readonly #begun = new Map<string, Begun>();
  readonly #failed = new Set<string>();
  readonly #said = new Map<string, string>();

  take({ resourcePreEvent, resOpFailedEvent, diagnosticEvent }: EngineEvent): void {
    const begun = resourcePreEvent?.metadata;
    if (begun?.op === "create" && begun.new?.custom === true)
      this.#begun.set(begun.urn, { urn: begun.urn, name: begun.urn.split("::").slice(3).join("::"), state: begun.new });
    if (resOpFailedEvent !== undefined) this.#failed.add(resOpFailedEvent.metadata.urn);
    if (diagnosticEvent?.severity === "error" && diagnosticEvent.urn !== undefined) {
      const before = this.#said.get(diagnosticEvent.urn) ?? "";
      this.#said.set(diagnosticEvent.urn, `${before}\n${diagnosticEvent.message}`);
    }
  }

  get all(): readonly Begun[] {
    return [...this.#begun.values()];
  }

  /** Those that may or may not have been carried out. */
  get unanswered(): readonly Begun[] {
    return this.all.filter(({ urn }) => this.#failed.has(urn) && lostAnswer.test(this.#said.get(urn) ?? ""));
  }
}

interface Deployment {
  resources?: { readonly urn: string; readonly type?: string; readonly outputs?: object }[];
}

/**
 * Writes into a stack's state that creates may have been carried out, as the engine itself does while it waits for them.
 * It takes the note out again at any error, and would make such a thing a second time in the next run. What the state has
 * already, since the provider knew its id, is left as it is.
 * @param dependenciesOf the urns of what a resource waits for
 * @returns the urns that the state now has as pending
 */
export async function keepInMind(
  stack: Stack,
  creates: readonly Begun[],
  dependenciesOf: (urn: string) => readonly string[],
): Promise<readonly string[]> {
  if (creates.length === 0) return [];
  const exported = await stack.exportStack();
  const deployment = exported.deployment as Deployment;
  const known = new Set((deployment.resources ?? []).map(({ urn }) => urn));
  const kept = creates.filter(({ urn }) => !known.has(urn));
  if (kept.length === 0) return [];
  const operations = kept.map(({ urn, state }) => ({
    type: "creating",
    resource: {
      urn,
      custom: true,
      type: state.type,
      inputs: sealed(state.inputs) as Readonly<Record<string, unknown>>,
      ...(state.parent === "" ? {} : { parent: state.parent }),
      ...(state.provider === "" ? {} : { provider: state.provider }),
      dependencies: dependenciesOf(urn).filter((other) => known.has(other)),
    },
  }));
  const resources = deployment.resources ?? [];
  const before = notesIn(resources).filter(({ resource }) => kept.every(({ urn }) => urn !== resource.urn));
  deployment.resources = withNotes(resources, [...before, ...operations]);
  await stack.importStack(exported);
  return kept.map(({ urn }) => urn);
}
