import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import type { Plan } from "../planner/plan";
import { isPublic, type Step } from "./events";
import { type Failure, failureOf } from "./failure";
import { foreseen } from "./foreseen";
import { refuseProtected } from "./guard";
import { type Lock, lockOf, whenUnlocked } from "./lock";
import type { Operation } from "./operation";
import { Progress } from "./progress";
import type { Display } from "./terminal";
import { Creates, keepInMind } from "./unanswered";
import { type OpenStack, stateOf } from "./workspace";

// What is made waits for the cloud and not for this machine, by whose processors the engine goes: eight on a runner with
// two, of which gateways and endpoints that nothing waits for would hold most. No example stack has more under way than this.
const atOnce = 32;

/** How a stack's engine is run. */
export interface RunOptions {
  /** What the stack is to be; undefined for a refresh or a destroy. */
  readonly plan?: Plan | undefined;
  /** What a preview said of each resource. */
  readonly previewed?: readonly Step[] | undefined;
  /** The file that a preview writes its plan to, or that an update is held to. */
  readonly planFile?: string | undefined;
  /** Reads the cloud before anything is compared. */
  readonly refresh?: boolean | undefined;
  /** True where the user has typed the stack's name, which the next command then needs as well. */
  readonly confirmed?: boolean | undefined;
  /** How long to wait while the stack is locked, in seconds. */
  readonly lockSeconds: number;
  /** How many resources are worked on at once; 32 unless given. */
  readonly parallel?: number | undefined;
  /** Takes each of the engine's events that may be shown. */
  readonly onEvent?: ((event: EngineEvent) => void) | undefined;
  readonly display: (progress: Progress) => Display;
  /** True once the user has asked to end. */
  readonly stopped: () => boolean;
}

/** How a run ended. */
export interface Outcome {
  readonly operation: Operation;
  readonly stack: string;
  readonly ended: "done" | "failed" | "stopped";
  readonly progress: Progress;
  /** Seconds that it took. */
  readonly seconds: number;
  readonly failure?: Failure;
  /** Who holds the lock, where that is why it failed. */
  readonly lock?: Lock;
}

function start(stack: Stack, operation: Operation, options: RunOptions, onEvent: (event: EngineEvent) => void) {
  const { parallel = atOnce } = options;
  const held = options.planFile === undefined ? {} : { plan: options.planFile };
  const refresh = options.refresh === true ? { refresh: true } : {};
  const common = { onEvent, color: "never" as const, parallel };
  const runs: Readonly<Record<Operation, () => Promise<unknown>>> = {
    preview: () => stack.preview({ ...common, ...held, ...refresh }),
    up: () => stack.up({ ...common, ...held, ...refresh }),
    refresh: () => stack.refresh(common),
    destroy: async () => {
      // The CLI by itself would preview first; the Automation API does not.
      refuseProtected(await stateOf(stack));
      return stack.destroy({ ...common, ...refresh });
    },
  };
  return runs[operation]();
}

/** Keeps in mind what may have been made without an answer; gives the urns. */
async function noted(stack: Stack, creates: Creates, plan: Plan | undefined, display: Display) {
  const dependencies = new Map(plan?.resources.map(({ urn, dependsOn }) => [urn, dependsOn]));
  const { unanswered } = creates;
  try {
    return new Set(await keepInMind(stack, unanswered, (urn) => dependencies.get(urn) ?? []));
  } catch (error) {
    const names = unanswered.map(({ name, state }) => `${name} (${state.type})`).join(", ");
    const why = error instanceof Error ? error.message : String(error);
    display.say(
      `${names} may have been made, and the state could not be told so: ${why}\nLook for it in the cloud before the next run, which would make it a second time.`,
    );
    return new Set<string>();
  }
}

/** Runs the engine on a stack, shows how far it is, and says how it ended. Nothing is thrown for a run that fails. */
export async function run(opened: OpenStack, operation: Operation, options: RunOptions): Promise<Outcome> {
  const { stack, state } = opened;
  const progress = new Progress(foreseen(operation, options.plan, state, options.previewed), () => performance.now());
  const creates = new Creates();
  const display = options.display(progress);
  const onEvent = (event: EngineEvent) => {
    progress.take(event);
    creates.take(event);
    display.changed();
    if (isPublic(event)) options.onEvent?.(event);
  };
  const wait = {
    seconds: options.lockSeconds,
    stopped: options.stopped,
    onWait: ({ holder }: Lock) => display.say(`${stack.name} is locked by ${holder}; waiting for it`),
  };
  let error: unknown;
  let failed = false;
  try {
    await whenUnlocked(() => start(stack, operation, options, onEvent), wait);
  } catch (caught) {
    failed = true;
    error = caught;
  }
  const pending = failed && operation === "up" ? await noted(stack, creates, options.plan, display) : new Set<string>();
  display.end();
  const outcome = { operation, stack: stack.name, progress, seconds: progress.elapsed };
  if (options.stopped()) return { ...outcome, ended: "stopped" };
  if (!failed) return { ...outcome, ended: "done" };
  const ids = new Map(state.resources.map(({ urn, id }) => [urn, id]));
  const failure = failureOf({
    stack: stack.name,
    operation,
    messages: progress.messages,
    failed: progress.failed,
    error,
    pending,
    confirmed: options.confirmed === true,
    phaseOf: (urn) => progress.phaseOf(urn)?.title,
    idOf: (urn) => ids.get(urn) || progress.idOf(urn),
    releaseOf: (urn) => state.resources.find((resource) => resource.urn === urn)?.release,
  });
  const lock = lockOf(error);
  return { ...outcome, ended: "failed", failure, ...(lock === undefined ? {} : { lock }) };
}
