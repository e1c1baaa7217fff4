import { strict as assert } from "node:assert";
import { findPulumi } from "../../deployments/pulumi";
import { typeOf } from "../../planner/resource";
import type { Operation } from "../../simulator/faults";
import { likeness } from "../engine/names";
import { labelOf } from "../engine/run";
import { type Leaving, made } from "./checks";
import { EachOnce } from "./each";
import { followed } from "./followed";
import { seed } from "./seed";
import type { Moment } from "./words";
import { Workshop } from "./workshop";

/** What was tried of one operation, and what came of it. */
export interface Tried {
  readonly stack: string;
  readonly operation: Operation;
  readonly moment: Moment;
  /** How many resources failed once, by type. */
  readonly types: Readonly<Record<string, number>>;
  /** Runs of the engine until nothing failed, and how many were told to be run, by what had to be added to the command. */
  readonly commands: Readonly<Record<string, number>>;
  /** Types of which nothing could fail, by why. */
  readonly left: Readonly<Record<string, readonly string[]>>;
  readonly seconds: number;
}

/** Which resources fail, and how many in one run. */
export interface Scope {
  readonly only: (type: string, urn: string) => boolean;
  /** The moment at which one fails, where they differ. */
  readonly momentOf?: (operation: Operation, urn: string) => Moment;
  /** True makes all that do not depend on each other fail in one run; false one resource a run. */
  readonly atOnce: boolean;
}

// EC2 makes one more version of a launch template whenever it is updated, and a node group names its version.
const version = /("launchTemplate":\{[^}]*"version":)"?\d+"?/;

// What a provider puts behind a name that the program leaves to it.
const digits = /-[0-9a-f]{7}(?=["/])/g;

const typesOf = (urns: Iterable<string>) => [...new Set([...urns].map(typeOf))];

/** What comes of a stack in which nothing fails. */
export interface Undisturbed {
  /** What stands in the clouds once it is made, whatever numbers they gave it. */
  readonly there: ReadonlyMap<string, string>;
  /** Urns of what is left once it is deleted. */
  readonly left: readonly string[];
}

/** A stack in which each resource fails once as it is made, once as it is updated and once as it is deleted. */
export class FaultyLife {
  #since = performance.now();

  private constructor(
    private readonly workshop: Workshop,
    private readonly moment: Moment,
    private readonly scope: Scope,
  ) {}

  static async start(stack: string, moment: Moment, scope: Scope): Promise<FaultyLife> {
    const workshop = await Workshop.start(stack);
    // Protection is no part of this; without it nothing is kept back.
    workshop.edit((text) => text.replace(/^( *)profile: production$/m, "$&\n$1deletionProtection: false"));
    return new FaultyLife(workshop, moment, scope);
  }

  /** Makes and deletes a stack in which nothing fails. */
  static async undisturbed(stack: string): Promise<Undisturbed> {
    const life = await FaultyLife.start(stack, "before", { only: () => false, atOnce: true });
    try {
      await life.make();
      const there = life.likeness;
      await life.#unprotect();
      const said = await life.workshop.architect(life.#destroy);
      assert.equal(said.status, 0, said.stderr);
      return { there, left: life.#urns };
    } finally {
      life.stop();
    }
  }

  stop(): void {
    this.workshop.stop();
  }

  get #stack(): string {
    return this.workshop.stack;
  }

  /** What stands in the clouds, whatever numbers they gave it. */
  get likeness(): ReadonlyMap<string, string> {
    const all = [...likeness(made(this.workshop))].map(
      ([urn, text]) => [urn, text.replace(version, "$1*").replace(digits, "-*")] as const,
    );
    return new Map(all.toSorted());
  }

  /** Makes everything, with no failure. */
  async make(): Promise<void> {
    const said = await this.workshop.architect(["up", this.#stack]);
    assert.equal(said.status, 0, said.stderr);
    this.#since = performance.now();
  }

  async creates({ there }: Undisturbed): Promise<Tried> {
    const each = this.#each("create");
    const { commands } = await followed(this.workshop, ["up", this.#stack], each, this.scope.atOnce);
    await this.#assertAsIs(there);
    return this.#tried(each, commands, {});
  }

  async updates({ there }: Undisturbed): Promise<Tried> {
    const changed = await seed(this.workshop, this.scope.only);
    const rest = typesOf(there.keys()).filter((type) => !typesOf(changed).includes(type));
    const each = this.#each("update");
    const { commands } = await followed(this.workshop, ["up", this.#stack], each, this.scope.atOnce);
    assert.deepEqual([...each.struck.keys()].map(labelOf).toSorted(), [...changed].map(labelOf).toSorted());
    await this.#assertAsIs(there);
    return this.#tried(each, commands, { "nothing of it changes in place": rest });
  }

  async deletes({ left }: Undisturbed): Promise<Tried> {
    await this.#unprotect();
    const all = this.#urns;
    const each = this.#each("delete");
    const { commands } = await followed(this.workshop, this.#destroy, each, this.scope.atOnce, this.#leaving);
    assert.deepEqual(this.#urns.map(labelOf), left.map(labelOf));
    assert.deepEqual(this.workshop.state.resources ?? [], []);
    const others = all.filter(
      (urn) => !each.struck.has(urn) && !left.includes(urn) && this.scope.only(typeOf(urn), urn),
    );
    return this.#tried(each, commands, { "goes with another": typesOf(others), "is kept": typesOf(left) });
  }

  get #urns(): readonly string[] {
    return made(this.workshop)
      .map(({ urn }) => urn)
      .toSorted();
  }

  get #destroy(): readonly string[] {
    return ["destroy", this.#stack, "--confirm", this.#stack];
  }

  get #leaving(): Pick<Leaving, "together" | "kept"> {
    const before = this.workshop.state.resources ?? [];
    const kept = before.filter(({ retainOnDelete }) => retainOnDelete === true).map(({ urn }) => urn);
    const together = before.flatMap(({ urn, deletedWith }) =>
      deletedWith === undefined ? [] : [[urn, deletedWith] as const],
    );
    return { kept: new Set(kept), together: new Map(together) };
  }

  async #unprotect(): Promise<void> {
    const { command } = await findPulumi(process.env);
    await this.workshop.pulumi(command, "state", "unprotect", "--all", "--yes");
  }

  async #assertAsIs(expected: ReadonlyMap<string, string>): Promise<void> {
    assert.deepEqual(this.likeness, expected);
    const again = await this.workshop.architect(["up", this.#stack]);
    assert.deepEqual([again.status, again.calls.map(({ urn }) => labelOf(urn))], [0, []], again.stderr);
  }

  #each(operation: Operation): EachOnce {
    this.#since = performance.now();
    const { moment, scope, workshop } = this;
    return new EachOnce(workshop.cloud, (urn) => scope.momentOf?.(operation, urn) ?? moment, operation, scope.only);
  }

  #tried(each: EachOnce, commands: readonly (readonly string[])[], left: Tried["left"]): Tried {
    const count = (texts: readonly string[]) => {
      const counts: Record<string, number> = {};
      for (const text of texts.toSorted()) counts[text] = (counts[text] ?? 0) + 1;
      return counts;
    };
    const added = commands.map(([operation = "", , ...options]) => [operation, ...options].join(" "));
    return {
      stack: this.#stack,
      operation: each.operation,
      moment: this.moment,
      types: count([...each.struck.values()].map(({ type }) => type)),
      commands: count(added.map((text) => text.replace(/ --confirm \S+/, ""))),
      left: Object.fromEntries(Object.entries(left).filter(([, types]) => types.length > 0)),
      seconds: Math.round((performance.now() - this.#since) / 1000),
    };
  }
}
