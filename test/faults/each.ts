import type { SimulatedCloud } from "../../simulator/cloud";
import type { Fault, Operation } from "../../simulator/faults";
import { faultAt, type Moment } from "./words";

/** A call that was made to fail. */
export interface Struck {
  readonly urn: string;
  readonly type: string;
  readonly fault: Fault;
}

/** Makes each resource's first call of an operation fail: once, and never again. */
export class EachOnce {
  readonly struck = new Map<string, Struck>();
  #new: Struck[] = [];

  /** @param only resources that are left alone when this says no */
  constructor(
    cloud: SimulatedCloud,
    moment: Moment,
    operation: Operation,
    only: (type: string, urn: string) => boolean = () => true,
  ) {
    cloud.faults.take = (when, asked, type, urn) => {
      if (when !== moment || asked !== operation || this.struck.has(urn) || !only(type, urn)) return undefined;
      const fault = faultAt(when, operation, type, urn);
      const struck = { urn, type, fault };
      this.struck.set(urn, struck);
      this.#new.push(struck);
      return fault;
    };
  }

  /** What was struck since this was last asked. */
  takeNew(): readonly Struck[] {
    const taken = this.#new;
    this.#new = [];
    return taken;
  }
}
