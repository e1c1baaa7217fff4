import { setTimeout as sleep } from "node:timers/promises";
import { durationOf } from "../durations";
import type { Clock } from "./clock";
import { differences } from "./difference";
import { CloudError, PartlyDone, unchangeable } from "./errors";
import { Faults, type Operation } from "./faults";
import { type Going, Held, keyOf } from "./held";
import { isAtPath, reach } from "./inputs";
import {
  type ModelContext,
  namesOf,
  type Properties,
  type Reference,
  type SimulatedResource,
  type TypeModel,
} from "./model";
import { modelOf } from "./models";
import { exceeded, type Policy, throttled, waitBefore } from "./policy";
import { letsGo, unreachable } from "./unreachable";

/** One call that a provider served, by the cloud's log. A call that was tried again stands in it as often. */
export interface Call {
  readonly operation: Operation;
  readonly type: string;
  readonly urn: string;
  readonly id: string;
  /** Milliseconds of real time since the cloud started. */
  readonly start: number;
  readonly end: number;
  readonly failed: boolean;
}

/** What the clouds and their clusters hold. One for all providers, since they refer to each other's things. */
export class SimulatedCloud {
  readonly calls: Call[] = [];
  /** What makes its calls harder than they must be. */
  policy: Policy = {};
  readonly #held: Held;
  readonly #born = performance.now();
  #serial: number;
  #count = 0;

  /**
   * @param kept what was there when the cloud last ended; changes are written to it
   * @param serial the greatest number that an id was ever made of
   */
  constructor(
    readonly clock: Clock,
    readonly faults = new Faults(),
    kept = new Map<string, SimulatedResource>(),
    serial = 0,
  ) {
    this.#held = new Held(kept);
    this.#serial = serial;
  }

  get resources(): readonly SimulatedResource[] {
    return this.#held.resources;
  }

  /** What was deleted and still stands in the way of something, such as a key vault's name. */
  get left(): readonly SimulatedResource[] {
    return this.#held.left;
  }

  /** @param home see SimulatedResource */
  find(type: string, id: string, home = ""): SimulatedResource | undefined {
    return this.#held.get(keyOf({ home, type, id }));
  }

  /** The resource of a type that a reference with this value names. */
  named(reference: Reference, value: string): SimulatedResource | undefined {
    return this.resources.find((it) => it.type === reference.type && namesOf(it, reference).includes(value));
  }

  /** @param life ends when the provider's process is killed */
  async create(
    type: string,
    urn: string,
    inputs: Properties,
    config: Properties,
    life?: AbortSignal,
  ): Promise<SimulatedResource> {
    const model = modelOf(type);
    this.#serial += 1;
    const context = this.#context(model, urn, config, this.#serial);
    const { home, serial } = context;
    return this.#call("create", type, urn, async () => {
      this.#reaches("create", type, config);
      this.#admit(type, model, inputs, context);
      await this.#spend("create", type, urn, durationOf(type, inputs).create);
      const id = model.id(inputs, context);
      const there = this.find(type, id, home);
      const isTaken = this.#held.leftAs({ home, type, id }) === "name";
      if (isTaken || (there !== undefined && model.upsert !== true))
        throw new CloudError("AlreadyExists", model.taken?.(id) ?? `${type} ${id} already exists`);
      const outputs = outputsOf(model, inputs, id, context);
      const made = { type, id, urn, home, serial, born: performance.now() - this.#born, inputs, outputs };
      const quota = exceeded(this.policy, made, this.resources);
      if (quota !== undefined) throw quota;
      return this.#keep("create", made, life);
    });
  }

  /**
   * What is there now; undefined when it is gone.
   * @param config the provider's, which tells in which cluster an object is; unset, it is the one of the urn's stack
   */
  async read(type: string, urn: string, id: string, config?: Properties): Promise<SimulatedResource | undefined> {
    return this.#call("read", type, urn, async () =>
      this.#reaches("read", type, config) ? this.#own(type, urn, id, config) : undefined,
    );
  }

  async update(
    type: string,
    urn: string,
    id: string,
    inputs: Properties,
    config: Properties,
    life?: AbortSignal,
  ): Promise<SimulatedResource> {
    const model = modelOf(type);
    return this.#call("update", type, urn, async () => {
      this.#reaches("update", type, config);
      const before = this.#own(type, urn, id, config);
      if (before === undefined) throw new CloudError("NotFound", `${type} ${id} does not exist`);
      const context = { ...this.#context(model, urn, config, before.serial), before };
      const fixed = differences(before.inputs, inputs).find(({ path }) =>
        model.fixed?.some((key) => isAtPath(path, key)),
      );
      if (fixed !== undefined) throw unchangeable(type, fixed.path);
      this.#admit(type, model, inputs, context);
      await this.#spend("update", type, urn, durationOf(type, inputs).update);
      const after = { ...before, urn, inputs, outputs: outputsOf(model, inputs, id, context) };
      return this.#keep("update", after, life);
    });
  }

  /** Deletes; what is gone already is no error, as with the clouds' own providers. */
  async delete(type: string, urn: string, id: string, config?: Properties): Promise<void> {
    await this.#call("delete", type, urn, async () => {
      if (!this.#reaches("delete", type, config)) return undefined;
      const resource = this.#own(type, urn, id, config);
      if (resource === undefined) return resource;
      const going = this.#held.goingWith(resource);
      this.#releaseAll(resource, going);
      await this.#spend("delete", type, urn, durationOf(type, resource.inputs).delete);
      this.#held.remove(this.#held.goingWith(resource).all);
      return resource;
    });
  }

  /** Changes what is there behind the provider's back, as a person in the console would; undefined: it is deleted. */
  drift(type: string, id: string, changes: Properties | undefined): void {
    const resource = this.resources.find((it) => it.type === type && it.id === id);
    if (resource === undefined) throw new Error(`nothing to change: ${type} ${id}`);
    if (changes === undefined) this.#held.remove(this.#held.goingWith(resource).all);
    else
      this.put({
        ...resource,
        inputs: { ...resource.inputs, ...changes },
        outputs: { ...resource.outputs, ...changes },
      });
  }

  /** Puts something there that no provider was asked for, such as what a person or a controller makes. */
  put(resource: SimulatedResource): void {
    this.#held.set(resource, modelOf(resource.type).brings?.(resource, this));
  }

  async #spend(operation: Operation, type: string, urn: string, seconds: number): Promise<void> {
    await this.clock.pass(seconds);
    await this.policy.during?.({ operation, type, urn });
  }

  #keep(operation: Operation, made: SimulatedResource, life: AbortSignal | undefined): SimulatedResource {
    const { brings, unfinished } = modelOf(made.type);
    const fault = this.faults.take("part", operation, made.type, made.urn);
    const how = life?.aborted === true ? "begun" : fault === undefined ? undefined : "failed";
    const kept = how === undefined ? made : (unfinished?.(made, how) ?? made);
    this.#held.set(kept, brings?.(kept, this));
    if (fault !== undefined) throw new PartlyDone(fault.code, fault.message, kept);
    return kept;
  }

  #context(model: TypeModel, urn: string, config: Properties, serial: number): ModelContext {
    const name = urn.split("::").slice(3).join("::");
    return { cloud: this, config, serial, name, home: model.home?.(config) ?? "" };
  }

  #own(type: string, urn: string, id: string, config?: Properties): SimulatedResource | undefined {
    const { home = () => "" } = modelOf(type);
    const stack = urn.split("::", 2).join("::");
    return config === undefined
      ? this.resources.find((it) => it.type === type && it.id === id && it.urn.startsWith(`${stack}::`))
      : this.find(type, id, home(config));
  }

  /**
   * @returns false where the provider lets go of what it does not reach
   * @throws CloudError when the cluster that this is in does not answer
   */
  #reaches(operation: Operation, type: string, config: Properties | undefined): boolean {
    const home = config === undefined ? "" : (modelOf(type).home?.(config) ?? "");
    const gone = this.#held.gone(home);
    if (!gone && (home === "" || this.policy.unreachable !== true)) return true;
    if (this.policy.deleteUnreachable === true && letsGo(operation, type)) return false;
    throw unreachable(operation, type, home, gone);
  }

  #admit(type: string, model: TypeModel, inputs: Properties, context: ModelContext): void {
    for (const [path, reference] of Object.entries(model.refs ?? {})) {
      for (const value of reach(inputs, path)) this.#see(type, path, reference, value);
    }
    const [refusal] = model.refuse?.(inputs, context) ?? [];
    if (refusal !== undefined) throw new CloudError("ValidationException", refusal);
  }

  #see(type: string, path: string, reference: Reference, value: unknown): void {
    if (typeof value !== "string" || value === "") return;
    const found = this.named(reference, value);
    if (found === undefined && reference.optional === true) return;
    if (found === undefined) throw new CloudError("NotFound", `${type}: ${path} names ${value}, which does not exist`);
    const age = performance.now() - this.#born - found.born;
    if (modelOf(found.type).eventual === true && age < (this.policy.visibleAfter ?? 0))
      throw new CloudError("NotVisible", `${type}: ${path} names ${value}, which cannot be found`);
  }

  #releaseAll(resource: SimulatedResource, { all, asked }: Going): void {
    try {
      for (const one of asked) this.#release(one, all);
    } catch (error) {
      const { ending } = modelOf(resource.type);
      if (ending !== undefined) this.put(ending(resource));
      throw error;
    }
  }

  /** Asks whether something may go, together with what goes at the same time. */
  #release(one: SimulatedResource, going: readonly SimulatedResource[]): void {
    const user = this.#held.users(one, "refuse").find((other) => !going.includes(other));
    if (user !== undefined)
      throw new CloudError("DependencyViolation", `${one.type} ${one.id} is in use by ${user.type} ${user.id}`);
    const [refusal] = modelOf(one.type).refuseDelete?.(one, this) ?? [];
    if (refusal !== undefined) throw new CloudError("OperationNotPermitted", refusal);
  }

  async #call<T extends SimulatedResource | undefined>(
    operation: Operation,
    type: string,
    urn: string,
    run: () => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const start = performance.now() - this.#born;
      let done = false;
      const log = (id: string, failed: boolean) =>
        this.calls.push({ operation, type, urn, id, start, end: performance.now() - this.#born, failed });
      try {
        this.#throttle(type, attempt);
        this.faults.strike("before", operation, type, urn);
        const resource = await run();
        done = true;
        this.faults.strike("after", operation, type, urn);
        log(resource?.id ?? "", false);
        return resource;
      } catch (error) {
        log("", true);
        const seconds = done ? undefined : waitBefore(error, attempt);
        if (seconds === undefined) throw error;
        await this.clock.pass(seconds);
        // Visibility comes in real time, which a clock that stands still does not give.
        await sleep((this.policy.visibleAfter ?? 0) / 4);
      }
    }
  }

  #throttle(type: string, attempt: number): void {
    this.#count += 1;
    const { throttleEvery, throttleEach = 0 } = this.policy;
    if (attempt <= throttleEach) throw throttled(type);
    if (throttleEvery !== undefined && this.#count % throttleEvery === 0) throw throttled(type);
  }
}

/** What was sent and what the cloud makes of it; what it leaves undefined is not there. */
function outputsOf(model: TypeModel, inputs: Properties, id: string, context: ModelContext): Properties {
  const all = { ...inputs, ...model.outputs?.(inputs, id, context) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
