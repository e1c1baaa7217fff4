import assert from "node:assert/strict";
import { foreseen } from "../../deployments/foreseen";
import { blockLines } from "../../deployments/phaseLines";
import { Progress } from "../../deployments/progress";
import { countsLine } from "../../deployments/summary";
import { LineDisplay, LiveDisplay } from "../../deployments/terminal";
import type { Plan } from "../../planner/plan";
import { styleOf } from "../../planner/render/style";
import { recorded, recordedState } from "./events";

// What a deployment does not look at.
const unread = { provider: null, inputs: {}, protect: false, deletedWith: null, retainOnDelete: false };
const nothing = { resources: [], pending: [] };

const plan: Pick<Plan, "resources"> = { resources: recorded.resources.map((it) => ({ ...unread, ...it })) };

class Screen {
  text = "";
  readonly isTTY = true;
  readonly columns = 100;
  readonly rows = 30;
  write(text: string): void {
    this.text += text;
  }
}

describe("a deployment's progress", () => {
  it("has the phases of the stack in the order of building, each with what it usually takes", () => {
    const progress = new Progress(foreseen("up", plan, nothing), () => 0);
    const phases = progress.phases.map(({ title, state, expected }) => ({
      title,
      state,
      known: expected !== undefined,
    }));
    assert.deepEqual(phases, [
      { title: "Control plane", state: "waiting", known: false },
      { title: "prometheus", state: "waiting", known: true },
      { title: "istio", state: "waiting", known: true },
      { title: "argocd", state: "waiting", known: true },
    ]);
    // istio waits for prometheus, and has releases that wait for each other.
    assert.ok(progress.expected > 300, `${progress.expected}`);
  });

  it("counts what the engine says, and measures each phase from its first step to its last", () => {
    let now = 0;
    const progress = new Progress(foreseen("up", plan, nothing), () => now);
    for (const event of recorded.up) {
      now += 1000;
      progress.take(event);
    }
    assert.deepEqual(progress.counts, { created: 27, updated: 0, replaced: 0, deleted: 0, unchanged: 0 });
    for (const { state, done, total, changed, elapsed } of progress.phases) {
      assert.deepEqual({ state, done, changed }, { state: "done", done: total, changed: total });
      assert.ok(elapsed > 0 && elapsed < progress.elapsed);
    }
    assert.deepEqual(progress.messages, []);
  });

  it("expects no time for what is in the state already", () => {
    const progress = new Progress(foreseen("up", plan, recordedState), () => 0);
    assert.equal(progress.expected, 0);
    for (const event of recorded.again) progress.take(event);
    assert.equal(countsLine(progress.counts, "up"), "27 unchanged");
  });

  it("finds the add-on of what is taken away by the state, since the engine speaks of parents last", () => {
    const progress = new Progress(foreseen("destroy", undefined, recordedState), () => 0);
    assert.deepEqual(
      progress.phases.map(({ title }) => title),
      ["argocd", "istio", "prometheus", "Control plane"],
    );
    for (const event of recorded.destroy) progress.take(event);
    assert.equal(countsLine(progress.counts, "destroy"), "27 deleted");
    assert.ok(progress.phases.every(({ state }) => state === "done"));
  });

  it("takes an add-on that the plan has no more for what goes", () => {
    const without = { ...plan, resources: plan.resources.filter(({ urn }) => !/argocd/.test(urn)) };
    const gone = foreseen("up", without, recordedState).filter(({ work }) => work === "delete");
    assert.deepEqual(
      gone.map(({ name }) => name).sort(),
      recordedState.resources
        .filter(({ urn }) => /argocd/.test(urn))
        .map(({ name }) => name)
        .sort(),
    );
  });
});

describe("how progress is shown", () => {
  it("has a heading and a line for each phase, none wider than the terminal", () => {
    let now = 0;
    const progress = new Progress(foreseen("up", plan, nothing), () => now);
    for (const event of recorded.up.slice(0, 30)) {
      now += 1000;
      progress.take(event);
    }
    const lines = blockLines("Updating local", progress, styleOf(80, false));
    assert.match(lines[0] ?? "", /^Updating local · 30s of about \d+m$/);
    assert.match(lines.join("\n"), /› prometheus +\d+\/11 +\d+s of about 2m/);
    assert.match(lines.join("\n"), /· argocd +0\/2 +about 1m/);
    for (const line of lines) assert.ok(line.length <= 80, line);
  });

  it("is drawn again in place, and leaves the cursor shown", () => {
    const screen = new Screen();
    const progress = new Progress(foreseen("up", plan, nothing), () => 0);
    const display = new LiveDisplay(screen, "Updating local", progress, () => styleOf(100, false));
    display.say("a sentence that stays");
    for (const event of recorded.up) progress.take(event);
    display.end();
    assert.match(screen.text, /a sentence that stays\n/);
    assert.ok(screen.text.includes("\u001b[5A\r\u001b[J"), "goes up over its five lines");
    assert.ok(screen.text.endsWith("\u001b[?25h"));
    assert.match(screen.text, /✓ istio +14 done/);
  });

  it("is a line for each phase that begins or ends where nothing can be drawn", () => {
    const screen = new Screen();
    const progress = new Progress(foreseen("up", plan, nothing), () => 0);
    const display = new LineDisplay(screen, "Updating local", progress);
    for (const event of recorded.up) {
      progress.take(event);
      display.changed();
    }
    display.end();
    assert.match(screen.text, /^Updating local, about \d+m\n/);
    assert.match(screen.text, /argocd: started, about 1m\n/);
    assert.match(screen.text, /argocd: done in 0s, 2 of 2 resources changed\n/);
    assert.ok(!screen.text.includes("\u001b"));
  });
});
