import { strict as assert } from "node:assert";
import type { Properties } from "../../simulator/model";
import { likeness } from "./names";
import { goneTooEarly } from "./order";
import { labelOf, type Run } from "./run";
import { leaksIn, plant, textsUnder } from "./secrets";
import { EngineStack, type Values } from "./support";

type Edit = (values: StackValues) => void;

/** A stack's values, as far as the lives change them. */
export interface StackValues extends Values {
  cluster: Values & { network: Values; nodePools: Record<string, Values & { max: number }> };
  addons: Record<string, Values>;
  tags?: Record<string, string>;
}

/** What is particular of one stack. Resources are named by their label: `name (type)`. */
export interface Life {
  readonly stack: string;
  /** Besides the retention of metrics. */
  readonly changeInPlace?: { readonly edit: Edit; readonly updates: readonly string[] };
  /** What a new tag replaces. */
  readonly replacedByTag?: readonly string[];
  /** A change that the cloud can't make in place. */
  readonly replacing: { readonly edit: Edit; readonly replaced: readonly string[] };
  /** An add-on that is switched off and on again, and a resource that goes and comes with it. */
  readonly addon: { readonly name: string; readonly with: string };
  /** What a new Kubernetes minor changes, besides Argo CD's chart, which is raised with it. */
  readonly upgrade: readonly string[];
  /** Inputs that somebody changes by hand, and what somebody deletes. */
  readonly drift: { readonly changed: string; readonly to: Properties; readonly removed: string };
  /** For a stack that is protected. */
  readonly protection?: {
    /** True where `pulumi state unprotect` is needed besides `deletionProtection: false`. */
    readonly alsoInState: boolean;
    /** What is made anew as protection is lifted. */
    readonly replaced: readonly string[];
    /** What is still there after a destroy. */
    readonly kept: readonly string[];
  };
}

const metrics = "prometheus-kube-prometheus-stack (kubernetes:helm.sh/v3:Release)";
const argocd = "argocd-argocd (kubernetes:helm.sh/v3:Release)";
const raisedChart = "10.1.2";

const updates = (labels: readonly string[]) => labels.map((label) => `update ${label}`).toSorted();

// What the engine makes besides the program: its root, providers that nobody named, and what components of other packages
// are made of.
function isOfTheProgram(urn: string): boolean {
  return !/::(pulumi:pulumi:Stack|pulumi:providers:\w+::default\w*)/.test(urn) && !urn.includes("eks:index:Cluster$");
}

function assertClean(run: Run): void {
  assert.equal(run.failed, false, `${run.errors.join("\n")}\n${run.output.slice(-3000)}`);
  assert.deepEqual(run.errors, []);
}

function assertNothingToDo(run: Run): void {
  assertClean(run);
  assert.deepEqual(run.changes, []);
}

/** The whole life of a stack on the engine, from its first preview until it is gone. Each test goes on from the last. */
export function describeLife(life: Life): void {
  describe(`the life of ${life.stack}`, () => {
    let stack: EngineStack;
    // A test changes the file with the types of this file's own.
    const edit = (change: Edit) => stack.edit((values) => change(values as StackValues));

    before(async () => {
      stack = await EngineStack.create(life.stack);
      await plant(stack);
    });
    after(() => stack?.close());

    describeFirstDays(() => stack);
    describeChanges(life, () => stack, edit);
    describeDrift(life, () => stack);
    if (life.protection !== undefined) describeProtection(life.protection, () => stack, edit);
    describeEnd(life, () => stack);
    if (life.protection === undefined) describeSecondLife(() => stack);
  });
}

function describeFirstDays(current: () => EngineStack): void {
  it("previews every resource of its plan, all new, without asking a cloud", async () => {
    const run = await current().preview();
    assertClean(run);
    const { resources } = await current().plan();
    assert.deepEqual(run.urns("create").filter(isOfTheProgram).toSorted(), resources.map(({ urn }) => urn).toSorted());
    assert.equal(run.urns("create").length, run.steps.length);
    assert.deepEqual(run.calls, []);
  });

  it("is made as it was previewed, its secrets in the clouds and nowhere else", async () => {
    const stack = current();
    const run = await stack.up();
    assertClean(run);
    assert.equal(run.urns("create").length, run.steps.length);
    assert.deepEqual(leaksIn(JSON.stringify(stack.cloud.resources)).length, 5, "the planted secrets are used");
    const written = [...textsUnder(stack.folder), ["events", JSON.stringify(run.events)], ["output", run.output]];
    assert.deepEqual(
      written.filter(([, text]) => leaksIn(text ?? "").length > 0).map(([where]) => where),
      [],
    );
  });

  it("has nothing to do the second time", async () => {
    const run = await current().up();
    assertNothingToDo(run);
    assert.deepEqual(run.calls, []);
  });

  it("finds nothing changed in the clouds", async () => {
    assertNothingToDo(await current().refresh());
  });
}

function describeChanges(life: Life, current: () => EngineStack, edit: (change: Edit) => void): void {
  const { replacedByTag = [] } = life;
  it(`takes a new tag and replaces ${replacedByTag.join(" and ") || "nothing"} for it`, async () => {
    const run = await current().previewWith((values) => {
      values.tags = { ...(values.tags as object), "cost-centre": "4711" };
    });
    assertClean(run);
    assert.deepEqual(run.urns("delete"), []);
    assert.deepEqual(run.urns("replace").map(labelOf), replacedByTag);
  });

  it("changes in place only what a change is about", async () => {
    edit((values) => {
      values.addons.prometheus = { ...values.addons.prometheus, retention: "3d" };
      life.changeInPlace?.edit(values);
    });
    const run = await current().up();
    assertClean(run);
    assert.deepEqual(run.changes, updates([metrics, ...(life.changeInPlace?.updates ?? [])]));
  });

  const { protection, replacing, addon } = life;
  it(
    protection === undefined
      ? "shows in a preview what a change replaces"
      : "refuses a change that replaces what is protected, before anything happens",
    async () => {
      const run = await current().previewWith((values) => replacing.edit(values as StackValues));
      assert.equal(run.failed, protection !== undefined, run.errors.join("\n"));
      const replaced = run.urns("replace").map(labelOf);
      assert.deepEqual(
        replacing.replaced.filter((label) => !replaced.includes(label)),
        [],
        `only ${replaced.join(", ")}`,
      );
      if (protection !== undefined) assert.match(run.errors.join("\n"), /marked for protection/);
    },
  );

  it(`switches ${addon.name} off and on again, and is as it was`, async () => {
    const stack = current();
    const file = stack.file;
    const before = urnsOf(stack);
    edit((values) => {
      delete values.addons[addon.name];
    });
    const off = await stack.up();
    assertClean(off);
    assert.ok(off.urns("delete").map(labelOf).includes(addon.with));
    stack.file = file;
    const on = await stack.up();
    assertClean(on);
    assert.deepEqual(on.urns("create").toSorted(), off.urns("delete").toSorted());
    assert.deepEqual([...off.urns("replace"), ...on.urns("replace")], []);
    assert.deepEqual(urnsOf(stack), before);
  });

  it("upgrades Kubernetes by a minor and a chart by a version, in place", async () => {
    edit((values) => {
      Object.assign(values.cluster, { previousVersion: values.cluster.version, version: "1.36" });
      values.addons.argocd = { ...values.addons.argocd, version: raisedChart };
    });
    const run = await current().up();
    assertClean(run);
    assert.deepEqual(run.changes, updates([argocd, ...life.upgrade]));
    const release = current().cloud.resources.find(({ urn }) => labelOf(urn) === argocd);
    assert.equal(release?.inputs.version, raisedChart);
  });
}

function urnsOf(stack: EngineStack): readonly string[] {
  return (stack.state.resources ?? []).map(({ urn }) => urn).toSorted();
}

function describeDrift({ drift }: Life, current: () => EngineStack): void {
  const inCloud = (label: string) => {
    const found = current().cloud.resources.find(({ urn }) => labelOf(urn) === label);
    assert.ok(found, `${label} is in the cloud`);
    return found;
  };

  it("finds by a refresh what was changed and deleted by hand", async () => {
    const { cloud } = current();
    const changed = inCloud(drift.changed);
    const removed = inCloud(drift.removed);
    cloud.drift(changed.type, changed.id, drift.to);
    cloud.drift(removed.type, removed.id, undefined);
    const run = await current().refresh();
    assertClean(run);
    assert.deepEqual(run.changes, [`delete ${drift.removed}`, `update ${drift.changed}`]);
  });

  it("puts it right with the next up", async () => {
    const run = await current().up();
    assertClean(run);
    assert.deepEqual(run.changes, [`create ${drift.removed}`, `update ${drift.changed}`]);
    assertNothingToDo(await current().refresh());
    assert.notDeepEqual(inCloud(drift.changed).inputs, { ...inCloud(drift.changed).inputs, ...drift.to });
  });
}

function describeProtection(
  protection: NonNullable<Life["protection"]>,
  current: () => EngineStack,
  edit: (change: Edit) => void,
): void {
  it("refuses to be destroyed", async () => {
    const run = await current().previewDestroy();
    assert.equal(run.failed, true);
    assert.match(run.errors.join("\n"), /cannot be deleted\s+because it is protected/);
    assert.deepEqual(run.calls, []);
  });

  it("lifts its protection by config", async () => {
    edit((values) => {
      values.cluster.deletionProtection = false;
    });
    const run = await current().up();
    assertClean(run);
    assert.deepEqual(run.urns("replace").map(labelOf), protection.replaced);
    if (protection.alsoInState) await current().command("state", "unprotect", "--all", "--yes");
  });
}

function describeEnd(life: Life, current: () => EngineStack): void {
  it("is destroyed in an order in which nothing goes while something still uses it", async () => {
    const stack = current();
    const { state } = stack;
    const inCloud = stack.cloud.resources;
    const run = await stack.destroy();
    assertClean(run);
    assert.deepEqual(goneTooEarly(state, inCloud, run.calls), []);
    const withOther = new Map((state.resources ?? []).map(({ urn, deletedWith = "" }) => [urn, deletedWith]));
    const deleted = new Set(run.calls.map(({ urn }) => urn));
    const oneByOne = [...deleted].filter((urn) => deleted.has(withOther.get(urn) ?? ""));
    assert.deepEqual(oneByOne.map(labelOf), [], "what goes with another is not deleted by itself");
  });

  it(
    life.protection === undefined ? "leaves nothing in the cloud" : "leaves in the cloud what it keeps on purpose",
    () => {
      const left = current()
        .cloud.resources.map(({ urn }) => labelOf(urn))
        .toSorted();
      assert.deepEqual(left, (life.protection?.kept ?? []).toSorted());
      assert.deepEqual(current().state.resources ?? [], []);
    },
  );
}

function describeSecondLife(current: () => EngineStack): void {
  it("is made once more, the same both times", async () => {
    const stack = current();
    assertClean(await stack.up());
    const first = likeness(stack.cloud.resources);
    assertClean(await stack.destroy());
    assertClean(await stack.up());
    assert.deepEqual(new Map([...likeness(stack.cloud.resources)].toSorted()), new Map([...first].toSorted()));
  });
}
