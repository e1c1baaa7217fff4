import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Config } from "../../components/config/parse";
import type { State, StateResource } from "../../deployments/state";
import { findProject, loadStack } from "../../planner/stacks";

interface Recorded extends Readonly<Record<"up" | "again" | "destroy", readonly EngineEvent[]>> {
  readonly resources: readonly Omit<StateResource, "id" | "protect" | "retainOnDelete">[];
}

/**
 * What the real engine sent while it made, looked at and took away the stack `local` in a simulated cluster, and the
 * resources that the plan had. Their inputs are left out, besides the charts of releases, and so are their outputs.
 */
export const recorded = JSON.parse(
  readFileSync(path.join(__dirname, "../data/engine-events.json"), "utf8"),
) as Recorded;

/** The state with all of the recorded resources in it. */
export const recordedState: State = {
  resources: recorded.resources.map((resource) => ({ ...resource, id: "x", protect: false, retainOnDelete: false })),
  pending: [],
};

/** The same events, the first that starts this resource turned into its failure. */
export function failing(events: readonly EngineEvent[], name: string, message: string): readonly EngineEvent[] {
  const at = events.findIndex(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn.endsWith(`::${name}`));
  const started = events[at];
  if (started?.resourcePreEvent === undefined) throw new Error(`no resource ${name}`);
  const { metadata } = started.resourcePreEvent;
  const common = { sequence: started.sequence, timestamp: started.timestamp };
  return [
    ...events.slice(0, at + 1),
    {
      ...common,
      diagnosticEvent: { urn: metadata.urn, prefix: "error: ", message, color: "never", severity: "error" },
    },
    { ...common, resOpFailedEvent: { metadata, status: 0, steps: 1 } },
    {
      ...common,
      diagnosticEvent: { prefix: "error: ", message: "update failed\n", color: "never", severity: "error" },
    },
  ];
}

/** The config of an example stack. */
export function configOf(stack: string): Config {
  return loadStack(findProject(__dirname), stack);
}
