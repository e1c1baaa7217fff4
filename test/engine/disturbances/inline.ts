import assert from "node:assert/strict";
import { paragraphOf } from "../../../deployments/failure";
import type { LookUp } from "../../../deployments/lookUp";
import { lookedForIn } from "../../../deployments/lookUp";
import type { Operation } from "../../../deployments/operation";
import { pendingCreates } from "../../../deployments/pending";
import { recover } from "../../../deployments/recover";
import { raiseFailed, uninstallBegun } from "../../../deployments/releases";
import { type Outcome, run } from "../../../deployments/run";
import { noDisplay } from "../../../deployments/terminal";
import { type OpenStack, openStack } from "../../../deployments/workspace";
import type { EngineStack } from "../support";

/** The deployments' own way to run a stack, in this process. */
export class Inline {
  constructor(readonly stack: EngineStack) {}

  async opened(): Promise<OpenStack> {
    const { stack, folder, name } = this.stack;
    const project = { root: folder, name: "kubernetes-architect", folder: `${folder}/stacks`, stacks: [name] };
    return openStack(project, name, { create: false, variables: stack.workspace.envVars });
  }

  /** @param known what was read of the stack; read now unless given */
  async run(operation: Operation, known: { readonly opened?: OpenStack } = {}): Promise<Outcome> {
    const plan = operation === "up" ? await this.stack.plan() : undefined;
    const opened = known.opened ?? (await this.opened());
    if (operation === "up") await raiseFailed(opened);
    return run(opened, operation, {
      plan,
      lockSeconds: 0,
      parallel: 32,
      display: () => noDisplay,
      stopped: () => false,
    });
  }

  /** As `--recover` does. */
  async recover(lookUp: LookUp): Promise<void> {
    const opened = await this.opened();
    const { ids, unsure } = await lookedForIn(opened, pendingCreates(opened.state), { imports: new Map(), lookUp });
    assert.deepEqual(unsure, []);
    await recover(opened, ids);
    await uninstallBegun(opened);
  }
}

/** What a user would read of a run that failed. */
export function saidOf(outcome: Outcome): string {
  assert.ok(outcome.failure, `${outcome.operation} of ${outcome.stack} fails`);
  return paragraphOf(outcome.failure, outcome, 10_000);
}

export function assertEnded(outcome: Outcome): void {
  const said = outcome.failure === undefined ? "" : paragraphOf(outcome.failure, outcome, 10_000);
  assert.equal(outcome.ended, "done", said);
}
