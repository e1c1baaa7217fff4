import { strict as assert } from "node:assert";
import { failureOf } from "../../deployments/failure";
import { Progress } from "../../deployments/progress";
import { readState } from "../../deployments/state";
import type { SimulatedResource } from "../../simulator/model";
import { labelOf } from "../engine/run";
import type { Struck } from "./each";
import type { Said, Workshop } from "./workshop";

/** What providers made for the program: not what clusters make in their cloud by themselves. */
export function made(workshop: Workshop): readonly SimulatedResource[] {
  return workshop.cloud.resources.filter(({ type }) => !type.startsWith("simulated:"));
}

/** Resources that the state says are in a cloud. */
function owned({ state }: Workshop) {
  return (state.resources ?? []).filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
}

function pendingOf({ state }: Workshop): readonly string[] {
  return readState(state as Parameters<typeof readState>[0]).pending.map(({ resource }) => resource.urn);
}

function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

/** What may differ while a stack is deleted. */
export interface Leaving {
  /** What may be missing in the clouds, since its deletion's answer got lost. */
  readonly gone: ReadonlySet<string>;
  /**
   * What goes with another resource, by urn, which the engine takes from the state before the other one goes. It is
   * nobody's only when the other one has gone and it has not.
   */
  readonly together: ReadonlyMap<string, string>;
  /** What stays in the clouds on purpose. */
  readonly kept: ReadonlySet<string>;
}

/** Holds that the clouds have what the state says, each once, and nothing besides but what the state keeps in mind. */
export function assertNothingLost(workshop: Workshop, { stderr }: Said, { gone, together, kept }: Leaving): void {
  const inCloud = made(workshop);
  const inState = owned(workshop);
  assert.deepEqual(repeated(inCloud.map(({ urn }) => urn)).map(labelOf), [], `made twice:\n${stderr}`);
  assert.deepEqual(repeated(inState.map(({ urn }) => urn)).map(labelOf), [], "twice in the state");
  const known = new Set([...inState.map(({ urn }) => urn), ...pendingOf(workshop), ...kept]);
  const inAnyWay = new Set((workshop.state.resources ?? []).map(({ urn }) => urn));
  const goes = (urn: string): boolean => {
    const other = together.get(urn);
    return other !== undefined && (inAnyWay.has(other) || goes(other));
  };
  const orphans = inCloud.filter(({ urn }) => !known.has(urn) && !goes(urn)).map(({ urn }) => labelOf(urn));
  assert.deepEqual(orphans, [], `in the clouds, and known to nobody:\n${stderr}`);
  const ids = new Set(inCloud.map(({ urn, id }) => `${urn} ${id}`));
  const missing = inState.filter(({ urn, id }) => !ids.has(`${urn} ${id}`) && !gone.has(urn));
  assert.deepEqual(
    missing.map(({ urn, id }) => `${labelOf(urn)} ${id}`),
    [],
    `in the state, and not in the clouds:\n${stderr}`,
  );
}

/** What `architect` says of one failure, as if it was the only one of its run. */
export function toldOf({ operation, events }: Said, { urn }: Pick<Struck, "urn">, workshop: Workshop) {
  const progress = new Progress([], () => 0);
  for (const event of events) progress.take(event);
  return failureOf({
    stack: workshop.stack,
    operation,
    messages: progress.messages.filter((message) => message.urn === urn),
    failed: progress.failed.filter((step) => step.urn === urn),
    error: undefined,
    phaseOf: (other) => progress.phaseOf(other)?.title,
    idOf: (other) => progress.idOf(other),
    pending: new Set(pendingOf(workshop)),
  });
}

/** Holds that what is said of each failure names the resource, quotes its cloud, and gives a command. */
export function assertTold(said: Said, struck: readonly Struck[], workshop: Workshop): void {
  assert.notEqual(said.status, 0, said.stdout);
  assert.match(said.stderr, /^Next: .*npm run architect -- /m);
  for (const one of struck) {
    const told = toldOf(said, one, workshop);
    assert.equal(told.resource?.urn, one.urn, said.stderr);
    assert.ok(told.resource.phase !== "", one.urn);
    assert.ok(told.message.includes(one.fault.message), `${told.message} does not say ${one.fault.message}`);
    assert.notEqual(told.known, undefined, `nobody knows ${told.message}`);
    assert.match(told.next, new RegExp(`npm run architect -- ${said.operation} ${workshop.stack}`));
  }
  const names = struck.map(({ urn }) => urn.split("::").slice(3).join("::"));
  const paragraph = said.stderr.replaceAll("\n", " ");
  assert.ok(
    names.some((name) => paragraph.includes(name)),
    paragraph,
  );
}
