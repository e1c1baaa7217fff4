import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameOf, typeOf } from "../../planner/resource";
import type { Call } from "../../simulator/cloud";

/** A resource in the state file, as far as the tests look at it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly delete?: boolean;
  readonly protect?: boolean;
  readonly dependencies?: readonly string[];
  readonly deletedWith?: string;
  readonly retainOnDelete?: boolean;
  readonly provider?: string;
}

export interface Deployment {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly unknown[];
}

/** One thing that the engine did, or would do, to a resource. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  /** Which inputs changed. */
  readonly diffs: readonly string[];
  /** Which of them make a new resource of it. */
  readonly keys: readonly string[];
}

/** What one run of the engine did. */
export class Run {
  constructor(
    readonly operation: string,
    readonly failed: boolean,
    readonly events: readonly EngineEvent[],
    readonly output: string,
    /** What the clouds were asked to do. */
    readonly calls: readonly Call[],
  ) {}

  /** Every step, of the stack's own resource too. */
  get steps(): readonly Step[] {
    return this.events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
      // A refresh knows only afterwards what it found.
      const event = this.operation === "refresh" ? resOutputsEvent : resourcePreEvent;
      if (event === undefined) return [];
      const { op, urn, diffs, keys } = event.metadata;
      return [{ op, urn, diffs: diffs ?? [], keys: keys ?? [] }];
    });
  }

  /** What was not left as it was, as lines `update dev-aws (aws:eks/cluster:Cluster)`. */
  get changes(): readonly string[] {
    return this.steps
      .filter(({ op }) => op !== "same" && op !== "refresh")
      .map(({ op, urn }) => `${op} ${labelOf(urn)}`)
      .toSorted();
  }

  /** The urns of an operation. */
  urns(op: string): readonly string[] {
    return this.steps.filter((step) => step.op === op).map(({ urn }) => urn);
  }

  /** What the engine said is wrong. */
  get errors(): readonly string[] {
    return this.events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trim()] : [],
    );
  }

  get warnings(): readonly string[] {
    return this.events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "warning" ? [diagnosticEvent.message.trim()] : [],
    );
  }
}

/** A urn as a person would say it: the logical name, then the type. */
export function labelOf(urn: string): string {
  return `${nameOf(urn)} (${typeOf(urn)})`;
}
