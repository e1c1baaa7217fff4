import { type Style, styleFor } from "../planner/render/style";
import { count } from "../planner/render/text";
import { blockLines, currentOf, timeOf } from "./phaseLines";
import type { PhaseState, Progress } from "./progress";
import { showAbout, showSeconds } from "./seconds";

/** Where progress is shown: a terminal, a file, a pipe. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Shows a deployment while it runs. */
export interface Display {
  /** Something happened. */
  changed(): void;
  /** Shows a sentence that stays. */
  say(text: string): void;
  /** Shows the last state, and nothing any more. */
  end(): void;
}

const csi = "\u001b[";
const framesMilliseconds = 120;

/** One block that is drawn again in place, in a terminal. */
export class LiveDisplay implements Display {
  #drawn = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly screen: Screen,
    private readonly title: string,
    private readonly progress: Progress,
    private readonly style: () => Style,
  ) {
    this.#timer = setInterval(() => this.#draw(), framesMilliseconds);
    this.#timer.unref();
    screen.write(`${csi}?25l`);
  }

  // The timer draws; events come by the hundred.
  changed(): void {}

  say(text: string): void {
    this.#erase();
    this.screen.write(`${text}\n`);
    this.#draw();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.screen.write(`${csi}?25h`);
  }

  #draw(): void {
    // A block that is higher than the screen could not be erased.
    const lines = blockLines(this.title, this.progress, this.style()).slice(0, (this.screen.rows ?? 24) - 1);
    this.#erase();
    this.screen.write(`${lines.join("\n")}\n`);
    this.#drawn = lines.length;
  }

  #erase(): void {
    if (this.#drawn > 0) this.screen.write(`${csi}${this.#drawn}A\r${csi}J`);
    this.#drawn = 0;
  }
}

const heartbeatMilliseconds = 60_000;

/** A line for each thing that happens, for logs. Once a minute it says what it waits for, since CI ends silent jobs. */
export class LineDisplay implements Display {
  readonly #shown = new Map<string, PhaseState>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly screen: Screen,
    title: string,
    private readonly progress: Progress,
  ) {
    const { expected } = progress;
    this.say(expected === 0 ? title : `${title}, about ${showAbout(expected)}`);
    this.#timer = setInterval(() => this.#waiting(), heartbeatMilliseconds);
    this.#timer.unref();
  }

  changed(): void {
    for (const phase of this.progress.phases) {
      const before = this.#shown.get(phase.id) ?? "waiting";
      if (before === phase.state) continue;
      this.#shown.set(phase.id, phase.state);
      const { title, total, changed } = phase;
      if (phase.state === "running") {
        const about = phase.expected === undefined ? "" : `, about ${showAbout(phase.expected)}`;
        this.#line(`${title}: started${about}`);
      }
      if (phase.state === "failed") this.#line(`${title}: failed after ${timeOf(phase)}`);
      if (phase.state === "done" && changed === 0) this.#line(`${title}: unchanged`);
      if (phase.state === "done" && changed > 0)
        this.#line(`${title}: done in ${timeOf(phase)}, ${changed} of ${count(total, "resource")} changed`);
    }
  }

  say(text: string): void {
    this.screen.write(`${text}\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.changed();
  }

  /** What each phase that runs waits for. */
  #waiting(): void {
    for (const phase of this.progress.phases.filter(({ state }) => state === "running"))
      this.#line(`${phase.title}: ${phase.done}/${phase.total}, ${timeOf(phase)}; waits for ${currentOf(phase)}`);
  }

  #line(text: string): void {
    this.say(`${showSeconds(this.progress.elapsed).padStart(7)}  ${text}`);
  }
}

/** Shows nothing: the engine's events are all that is wanted. */
export const noDisplay: Display = { changed: () => undefined, say: () => undefined, end: () => undefined };

/** Shows sentences only, for what is over in seconds. */
export function quietDisplay(screen: Screen): Display {
  return { ...noDisplay, say: (text) => screen.write(`${text}\n`) };
}

/** True where a block can be drawn in place. */
export function isLive(screen: Screen): boolean {
  return screen.isTTY === true && process.env.TERM !== "dumb";
}

/** The display that a screen can show. */
export function displayOn(screen: Screen, title: string, progress: Progress, colour: boolean): Display {
  if (!isLive(screen)) return new LineDisplay(screen, title, progress);
  return new LiveDisplay(screen, title, progress, () => styleFor(screen, process.env, colour));
}
