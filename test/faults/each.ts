import { setTimeout as sleep } from "node:timers/promises";
import type { SimulatedCloud } from "../../simulator/cloud";
import type { Fault, Operation } from "../../simulator/faults";
import { faultAt, type Moment } from "./words";

/** A call that was made to fail. */
export interface Struck {
  readonly urn: string;
  readonly type: string;
  readonly fault: Fault;
}

// So long a call takes before it fails: meanwhile the engine begins all others that wait for nothing, and they fail in the
// same run. After the first failure it begins no more.
const milliseconds = 400;

/** Makes each resource's first call of an operation fail: once, and never again. */
export class EachOnce {
  readonly struck = new Map<string, Struck>();
  #new: Struck[] = [];

  /** @param only resources that are left alone when this says no */
  constructor(
    cloud: SimulatedCloud,
    momentOf: (urn: string) => Moment,
    readonly operation: Operation,
    only: (type: string, urn: string) => boolean,
  ) {
    const isDue = (type: string, urn: string) => !this.struck.has(urn) && only(type, urn);
    cloud.faults.take = (when, asked, type, urn) => {
      if (asked !== operation || when !== momentOf(urn) || !isDue(type, urn)) return undefined;
      const fault = faultAt(when, operation, type, urn);
      const struck = { urn, type, fault };
      this.struck.set(urn, struck);
      this.#new.push(struck);
      return fault;
    };
    const call = cloud[operation].bind(cloud) as (type: string, urn: string, ...rest: readonly unknown[]) => unknown;
    const slow = async (type: string, urn: string, ...rest: readonly unknown[]) => {
      if (isDue(type, urn)) await sleep(milliseconds);
      return call(type, urn, ...rest);
    };
    Object.assign(cloud, { [operation]: slow });
  }

  /** What was struck since this was last asked. */
  takeNew(): readonly Struck[] {
    const taken = this.#new;
    this.#new = [];
    return taken;
  }
}
