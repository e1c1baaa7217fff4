import type { Config } from "../components/config/parse";
import type { Plan } from "../planner/plan";
import { styleFor } from "../planner/render/style";
import type { Project } from "../planner/stacks";
import { agreed, ask, canAsk } from "./ask";
import { type ExitStatus, exitStatus } from "./exit";
import { failureOf, paragraphOf } from "./failure";
import { foreseen } from "./foreseen";
import { protectedIn, refusalOf } from "./guard";
import { noteImports } from "./imports";
import { Interrupts } from "./interrupt";
import { type Lock, lockOf, touchLock, whenUnlocked } from "./lock";
import { explainUnsure, type LookUp, lookedForIn } from "./lookUp";
import { type Operation, verbs } from "./operation";
import { explainPending, pendingCreates } from "./pending";
import type { Progress } from "./progress";
import { recover, recoveryLines } from "./recover";
import { neverInstalled, raiseFailed, uninstallBegun } from "./releases";
import { type Outcome, run } from "./run";
import { changes, countsLine, summaryOf } from "./summary";
import { type Display, displayOn, isLive, noDisplay, quietDisplay, type Screen } from "./terminal";
import { type OpenStack, stateOf } from "./workspace";

/** What a user asked for. */
export interface Request {
  /** The engine's events as JSON lines on standard output, and nothing else there. */
  readonly json: boolean;
  /** False for text without colours. */
  readonly color: boolean;
  /** True asks nothing. */
  readonly yes: boolean;
  readonly lockSeconds: number;
  readonly recover: boolean;
  /** Ids that the user looked up, by any name of the resource. */
  readonly imports: ReadonlyMap<string, string>;
  /** Looks in the cloud for what was begun; unset, nothing is looked for. */
  readonly lookUp?: LookUp | undefined;
  readonly planFile?: string | undefined;
  readonly refresh?: boolean | undefined;
  readonly parallel?: number | undefined;
  /** The stack's name, typed to destroy it although it is protected. */
  readonly confirm?: string | undefined;
}

/** A stack's config, and its plan where one was needed. */
export interface Subject {
  readonly project: Project;
  readonly config: Config;
  readonly plan: Plan | undefined;
}

/** One command on one stack: asks what has to be asked, runs the engine, shows it and says how it ended. */
export class Session {
  readonly #interrupts: Interrupts;
  #display: Display = noDisplay;

  constructor(
    private readonly subject: Subject,
    private readonly opened: OpenStack,
    private readonly request: Request,
    private readonly out: Screen = process.stdout,
    private readonly errors: Screen = process.stderr,
  ) {
    this.#interrupts = new Interrupts({
      first: () => {
        this.#tell(
          "Stopping: what is under way is finished first. Ctrl-C again ends at once, and may leave it pending.",
        );
        opened.engine.stop();
      },
      second: () => opened.engine.kill(),
    });
  }

  /** Runs the command; gives its exit status. */
  async perform(operation: Operation): Promise<ExitStatus> {
    try {
      return await this.#perform(operation);
    } finally {
      this.#interrupts.stop();
    }
  }

  async #perform(operation: Operation): Promise<ExitStatus> {
    const opened = await this.#recovered(operation);
    if (opened === undefined) return this.#interrupts.asked ? exitStatus.stopped : exitStatus.failed;
    if (operation === "destroy" && !(await this.#mayDestroy(opened))) return exitStatus.failed;
    if (operation === "up" && opened.state.resources.some(({ release }) => release === "failed")) {
      for (const name of await raiseFailed(opened)) this.#tell(`Helm calls ${name} failed: it is upgraded once more`);
    }
    const previewed = operation === "up" && !this.#held ? await this.#previewed(opened) : undefined;
    if (previewed !== undefined && previewed.ended !== "done") return this.#report(previewed, opened);
    if (previewed !== undefined && this.#asks) {
      await this.#report(previewed, opened);
      if (changes(previewed.progress.counts) === 0) return exitStatus.done;
      if (!(await agreed(`Update ${opened.stack.name}?`))) return exitStatus.failed;
    }
    return this.#report(await this.#engine(operation, opened, previewed), opened);
  }

  /**
   * What an update would do, where the user is asked, or where the state protects something: the engine itself finds that
   * a protected resource would go only when it comes to it, and has changed others by then.
   */
  async #previewed(opened: OpenStack): Promise<Outcome | undefined> {
    if (!this.#asks && protectedIn(opened.state).length === 0) return undefined;
    return this.#engine("preview", opened, undefined, !this.#asks);
  }

  /** True where the user is asked before something changes. */
  get #asks(): boolean {
    return !this.request.yes && !this.request.json && canAsk();
  }

  get #held(): boolean {
    return this.request.planFile !== undefined;
  }

  /** The stack with nothing pending; undefined when it is not to be worked on. */
  async #recovered(operation: Operation): Promise<OpenStack | undefined> {
    const { request } = this;
    const imports = request.recover && request.imports.size > 0;
    const begun = request.recover && this.opened.state.resources.some(neverInstalled);
    const nothing = this.opened.state.pending.length === 0 && !imports && !begun;
    if (nothing || operation === "preview") return this.opened;
    // While another run is at work, what it has begun looks the same as what a killed one has left.
    await whenUnlocked(() => touchLock(this.opened), this.#waiting(this.errors));
    if (imports) await noteImports(this.opened.stack, request.imports);
    const opened = { ...this.opened, state: await stateOf(this.opened.stack) };
    const creates = pendingCreates(opened.state);
    if (opened.state.pending.length === 0 && !begun) return opened;
    if (!request.recover) {
      if (creates.length === 0) return opened;
      this.#tell(explainPending(operation, opened.stack.name, creates));
      return undefined;
    }
    this.#tell(`Recovering ${opened.stack.name}: reading what the last run left in the cloud`);
    try {
      const { ids, unsure } = await lookedForIn(opened, creates, request);
      if (unsure.length > 0) {
        this.#tell(explainUnsure(operation, opened.stack.name, unsure));
        return undefined;
      }
      const { state, recovery } = await recover(opened, ids);
      for (const line of recoveryLines(recovery, state)) this.#tell(`  ${line}`);
      if (!state.resources.some(neverInstalled)) return { ...opened, state };
      for (const name of await uninstallBegun(opened)) this.#tell(`  never finished, so it is made again: ${name}`);
      return { ...opened, state: await stateOf(opened.stack) };
    } catch (error) {
      this.#tell(explain(error, "refresh", opened.stack.name, this.#width));
      return undefined;
    }
  }

  #waiting(screen: Screen) {
    return {
      seconds: this.request.lockSeconds,
      stopped: () => this.#interrupts.asked,
      onWait: ({ holder }: Lock) => {
        screen.write(`${this.opened.stack.name} is locked by ${holder}; waiting for it\n`);
      },
    };
  }

  async #mayDestroy({ stack, state }: OpenStack): Promise<boolean> {
    const { config } = this.subject;
    const { confirm } = this.request;
    let refusal = refusalOf(config, state, confirm);
    const asked = refusal?.nameMissing === true && confirm === undefined && this.#asks;
    if (asked)
      refusal = refusalOf(config, state, await ask(`${stack.name} is protected. Type its name to destroy it: `));
    if (refusal !== undefined) {
      this.#tell(refusal.reason);
      return false;
    }
    if (asked || confirm === stack.name || !this.#asks) return true;
    return agreed(`Destroy ${stack.name} and the ${state.resources.length} resources in its state?`);
  }

  async #engine(operation: Operation, opened: OpenStack, previewed?: Outcome, quiet = false): Promise<Outcome> {
    const { json, planFile, refresh, parallel, lockSeconds } = this.request;
    const outcome = await run(opened, operation, {
      plan: this.subject.plan,
      previewed: previewed?.progress.results,
      planFile,
      refresh,
      parallel,
      confirmed: this.request.confirm === opened.stack.name,
      lockSeconds,
      onEvent: json && !quiet ? (event) => this.out.write(`${JSON.stringify(event)}\n`) : undefined,
      display: (progress) => {
        this.#display = quiet ? quietDisplay(this.errors) : this.#displayOf(operation, progress);
        return this.#display;
      },
      stopped: () => this.#interrupts.asked,
    });
    this.#display = noDisplay;
    return outcome;
  }

  #displayOf(operation: Operation, progress: Progress): Display {
    if (this.request.json) return quietDisplay(this.errors);
    if (operation === "preview" && !isLive(this.out)) return quietDisplay(this.errors);
    return displayOn(this.out, `${verbs[operation]} ${this.opened.stack.name}`, progress, this.request.color);
  }

  async #report(outcome: Outcome, opened: OpenStack): Promise<ExitStatus> {
    const { operation, stack, progress, failure, lock } = outcome;
    if (outcome.ended === "stopped") {
      const said = `${stack} stopped: ${countsLine(progress.counts, operation)}. Next: npm run architect -- ${operation} ${stack}, which goes on where it stopped.`;
      this.errors.write(`${said}\n`);
      return exitStatus.stopped;
    }
    if (failure !== undefined) {
      const held = lock === undefined ? "" : `${stack} is locked by ${lock.holder}.\n`;
      const changed = changes(progress.counts);
      const counts =
        operation === "preview"
          ? `Nothing of ${stack} was touched.\n`
          : changed === 0
            ? ""
            : `Done before that: ${countsLine(progress.counts, operation)}.\n`;
      this.errors.write(`${held}${paragraphOf(failure, outcome, this.#width)}\n${lock === undefined ? counts : ""}`);
      return exitStatus.failed;
    }
    if (!this.request.json) {
      const outputs = operation === "up" ? await publicOutputs(opened) : {};
      const style = styleFor(this.out, process.env, this.request.color);
      // What an update would be about, now that the preview has said it.
      const next = foreseen("up", this.subject.plan, opened.state, progress.results);
      this.out.write(summaryOf(outcome, outputs, style, next));
    }
    return exitStatus.done;
  }

  get #width(): number {
    return styleFor(this.errors, process.env, false).width;
  }

  #tell(text: string): void {
    if (this.#display === noDisplay) this.errors.write(`${text}\n`);
    else this.#display.say(text);
  }
}

/** The stack's outputs as the CLI shows them to anybody: secrets stay closed. */
async function publicOutputs({ stack, engine }: OpenStack): Promise<Readonly<Record<string, unknown>>> {
  const { workDir, envVars } = stack.workspace;
  const { stdout } = await engine.run(["stack", "output", "--json", "--stack", stack.name], workDir, envVars);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** The paragraph for an error that ended everything before the engine ran. */
export function explain(error: unknown, operation: Operation, stack: string, width: number): string {
  const evidence = {
    stack,
    operation,
    messages: [],
    failed: [],
    error,
    phaseOf: () => undefined,
    idOf: () => undefined,
  };
  const lock = lockOf(error);
  const held = lock === undefined ? "" : `${stack} is locked by ${lock.holder}.\n`;
  return `${held}${paragraphOf(failureOf(evidence), evidence, width)}`;
}
