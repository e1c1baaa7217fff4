import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Placeable } from "../planner/render/groups";
import { type Message, messageOf, type Result, type Step, stepOf, tally } from "./events";
import { lengthOf, type Ordered, type Span, schedule, type Work } from "./expectation";
import { type Phase, phaseOf } from "./phases";

/** A resource that a deployment is known to be about before it starts. */
export interface Foreseen extends Ordered, Placeable {
  readonly custom: boolean;
  readonly work: Work;
}

export type PhaseState = "waiting" | "running" | "done" | "failed";

/** How far a phase has come. */
export interface PhaseProgress extends Phase {
  readonly state: PhaseState;
  readonly done: number;
  readonly total: number;
  /** How many of them changed. */
  readonly changed: number;
  /** Seconds since its first step, up to its last one. */
  readonly elapsed: number;
  /** Seconds that it usually takes; undefined when nothing of it is known to change. */
  readonly expected: number | undefined;
  /** Names of what is under way, the longest first. */
  readonly current: readonly string[];
}

interface Track {
  readonly phase: Phase;
  readonly urns: Set<string>;
  readonly finished: Set<string>;
  readonly running: Map<string, { readonly name: string; readonly since: number }>;
  failed: boolean;
  start: number | undefined;
  end: number;
}

/** What the engine's events say of a deployment so far. */
export class Progress {
  readonly messages: Message[] = [];
  readonly failed: Step[] = [];
  readonly #tracks = new Map<string, Track>();
  readonly #located = new Map<string, Placeable>();
  readonly #results = new Map<string, Step>();
  readonly #ids = new Map<string, string>();
  readonly #expected: ReadonlyMap<string, number>;
  readonly #starts: ReadonlyMap<string, number>;
  readonly #direction: 1 | -1;
  readonly #began: number;

  /** Seconds that the whole usually takes; 0 when nothing is known to change. */
  readonly expected: number;

  /**
   * @param foreseen what the deployment is about
   * @param now a clock in milliseconds
   */
  constructor(
    foreseen: readonly Foreseen[],
    private readonly now: () => number,
  ) {
    this.#began = now();
    for (const resource of foreseen) this.#located.set(resource.urn, resource);
    const works = new Map(foreseen.map(({ urn, work }) => [urn, work]));
    const spans = schedule(foreseen, ({ urn }) => works.get(urn));
    this.expected = Math.max(0, ...[...spans.values()].map(({ end }) => end));
    const byPhase = this.#byPhase(spans);
    this.#expected = new Map([...byPhase].map(([id, own]) => [id, lengthOf(own)]));
    this.#starts = new Map([...byPhase].map(([id, own]) => [id, Math.min(...own.map(({ start }) => start))]));
    this.#direction = foreseen.every(({ work }) => work === "delete") ? -1 : 1;
    for (const resource of foreseen) if (resource.custom) this.#trackOf(resource)?.urns.add(resource.urn);
  }

  /** Takes an event; gives the step that it is, if it is one. */
  take(event: EngineEvent): Step | undefined {
    const message = messageOf(event);
    if (message !== undefined) this.messages.push(message);
    const step = stepOf(event);
    if (step === undefined) return undefined;
    this.#located.set(step.urn, step);
    if (step.id !== undefined) this.#ids.set(step.urn, step.id);
    if (step.state === "failed") this.failed.push(step);
    if (step.custom) this.#note(step);
    return step;
  }

  /** Seconds since the start. */
  get elapsed(): number {
    return (this.now() - this.#began) / 1000;
  }

  /** The phases with something in them, in the order of building, or of taking away. */
  get phases(): readonly PhaseProgress[] {
    const tracks = [...this.#tracks.values()].filter(({ urns }) => urns.size > 0);
    const begin = ({ phase }: Track) => this.#starts.get(phase.id) ?? 0;
    return tracks
      .sort((a, b) => this.#direction * (a.phase.rank - b.phase.rank) || begin(a) - begin(b))
      .map((track) => this.#progressOf(track));
  }

  /** What became of each resource of a provider, by the last that was said of it. */
  get results(): readonly Step[] {
    return [...this.#results.values()].filter(({ type }) => !type.startsWith("pulumi:providers:"));
  }

  /** How many resources of providers came to each result. */
  get counts(): Readonly<Record<Result, number>> {
    return tally(this.results);
  }

  /** The phase that a resource belongs to, by its urn; undefined for one that was never heard of. */
  phaseOf(urn: string): Phase | undefined {
    const resource = this.#located.get(urn);
    return resource === undefined ? undefined : phaseOf(resource, this.#located);
  }

  /** A resource's id in the cloud, by its urn, as far as it is known. */
  idOf(urn: string): string | undefined {
    return this.#ids.get(urn);
  }

  /** The spans of what is known to change, by the phase's id. */
  #byPhase(spans: ReadonlyMap<string, Span>): ReadonlyMap<string, readonly Span[]> {
    const byPhase = new Map<string, Span[]>();
    for (const [urn, span] of spans) {
      const id = span.end > span.start ? this.phaseOf(urn)?.id : undefined;
      if (id !== undefined) byPhase.set(id, [...(byPhase.get(id) ?? []), span]);
    }
    return byPhase;
  }

  #note(step: Step): void {
    const track = this.#trackOf(step);
    if (track === undefined) return;
    const now = this.now();
    track.urns.add(step.urn);
    track.end = now;
    if (step.state === "started") {
      track.start ??= now;
      track.running.set(step.urn, { name: step.name, since: now });
      return;
    }
    track.running.delete(step.urn);
    if (step.state === "failed") track.failed = true;
    else {
      track.finished.add(step.urn);
      const before = this.#results.get(step.urn)?.result;
      // A replacement is told in up to three steps, the last of which is the end of the old one.
      if (step.result !== undefined && before !== "replaced") this.#results.set(step.urn, step);
    }
  }

  #trackOf(resource: Placeable): Track | undefined {
    const phase = phaseOf(resource, this.#located);
    if (phase === undefined) return undefined;
    const known = this.#tracks.get(phase.id);
    if (known !== undefined) return known;
    const track: Track = {
      phase,
      urns: new Set(),
      finished: new Set(),
      running: new Map(),
      failed: false,
      start: undefined,
      end: 0,
    };
    this.#tracks.set(phase.id, track);
    return track;
  }

  #progressOf(track: Track): PhaseProgress {
    const { phase, urns, finished, running, failed, start } = track;
    const until = running.size > 0 ? this.now() : track.end;
    const whole = finished.size >= urns.size && running.size === 0;
    return {
      ...phase,
      state: failed ? "failed" : whole ? "done" : start === undefined ? "waiting" : "running",
      done: finished.size,
      total: urns.size,
      changed: [...finished].filter((urn) => (this.#results.get(urn)?.result ?? "unchanged") !== "unchanged").length,
      elapsed: start === undefined ? 0 : (until - start) / 1000,
      expected: this.#expected.get(phase.id),
      current: [...running.values()].sort((a, b) => a.since - b.since).map(({ name }) => name),
    };
  }
}
