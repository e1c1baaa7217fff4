import { CloudError } from "./errors";

export type Operation = "create" | "read" | "update" | "delete";

/** Something that goes wrong, so many times, at calls that match. */
export interface Fault {
  readonly operation?: Operation;
  /** Matches the resource's urn. */
  readonly urn?: string;
  readonly type?: string;
  /** How often it happens; afterwards the calls succeed. */
  readonly times: number;
  /** before: nothing was done. part: it was done and is not ready. after: it was done, and the answer got lost. */
  readonly when: "before" | "part" | "after";
  readonly code: string;
  readonly message: string;
}

/** The faults that are still to happen. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  plant(faults: readonly Fault[]): void {
    this.#waiting = faults.map((fault) => ({ fault, left: fault.times }));
  }

  /** Throws when a fault is due at this call. */
  strike(when: Fault["when"], operation: Operation, type: string, urn: string): void {
    const due = this.take(when, operation, type, urn);
    if (due !== undefined) throw new CloudError(due.code, due.message);
  }

  /** The fault that is due at this call, which has then happened. */
  take(when: Fault["when"], operation: Operation, type: string, urn: string): Fault | undefined {
    const due = this.#waiting.find(({ fault, left }) => left > 0 && matches(fault, when, operation, type, urn));
    if (due !== undefined) due.left -= 1;
    return due?.fault;
  }
}

function matches(fault: Fault, when: Fault["when"], operation: Operation, type: string, urn: string): boolean {
  return (
    fault.when === when &&
    (fault.operation === undefined || fault.operation === operation) &&
    (fault.type === undefined || fault.type === type) &&
    (fault.urn === undefined || fault.urn === urn)
  );
}
