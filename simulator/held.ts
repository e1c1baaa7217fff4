import { reach } from "./inputs";
import { type Brought, namesOf, type SimulatedResource } from "./model";
import { modelOf } from "./models";

type Place = Pick<SimulatedResource, "home" | "type" | "id">;

/** What a resource is held under. */
export function keyOf({ home, type, id }: Place): string {
  return home === "" ? `${type} ${id}` : `${home} ${type} ${id}`;
}

const leftPrefix = "left ";

/** What goes when a resource is deleted. */
export interface Going {
  readonly all: readonly SimulatedResource[];
  /** Those that the deletion must be allowed for: not what is inside of a cluster that goes as a whole. */
  readonly asked: readonly SimulatedResource[];
}

/** The resources that a cloud holds, and what is left of some that it does not any more. */
export class Held {
  constructor(private readonly kept: Map<string, SimulatedResource>) {}

  get resources(): readonly SimulatedResource[] {
    return [...this.kept].filter(([key]) => !key.startsWith(leftPrefix)).map(([, resource]) => resource);
  }

  get left(): readonly SimulatedResource[] {
    return [...this.kept].filter(([key]) => key.startsWith(leftPrefix)).map(([, resource]) => resource);
  }

  get(key: string): SimulatedResource | undefined {
    return this.kept.get(key);
  }

  /** As what a resource that is gone was left; see TypeModel. */
  leftAs(place: Place): "itself" | "name" | undefined {
    return this.kept.has(leftPrefix + keyOf(place)) ? modelOf(place.type).leaves : undefined;
  }

  /** Puts a resource, with what comes into being with it in place of what did before. */
  set(resource: SimulatedResource, brought?: readonly Brought[]): void {
    const key = keyOf(resource);
    this.kept.delete(leftPrefix + key);
    this.kept.set(key, resource);
    if (brought === undefined) return;
    const { urn, serial, born } = resource;
    const made = brought.map((one) => ({
      ...one,
      urn,
      serial,
      born,
      home: "",
      inputs: { ...one.inputs, owner: key },
      outputs: {},
    }));
    for (const old of this.resources.filter((other) => other.inputs.owner === key)) this.kept.delete(keyOf(old));
    for (const one of made) this.kept.set(keyOf(one), one);
  }

  /** What a resource takes along when it is deleted, itself first. */
  goingWith(resource: SimulatedResource): Going {
    const all = new Set([resource]);
    const asked = new Set<SimulatedResource>();
    const closed = new Set<string>();
    // A set's new entries are visited too.
    for (const one of all) {
      if (one.home !== "" && closed.has(one.home)) continue;
      asked.add(one);
      const { homes, takes } = modelOf(one.type);
      for (const home of homes?.(one) ?? []) closed.add(home);
      for (const other of this.resources) {
        const isInside = other.home !== "" && closed.has(other.home);
        if (isInside || this.#goesWithOwner(other, one) || takes?.(one, other) === true) all.add(other);
      }
      for (const user of this.users(one, "cascade")) all.add(user);
    }
    return { all: [...all], asked: [...asked] };
  }

  #goesWithOwner(other: SimulatedResource, owner: SimulatedResource): boolean {
    if (other.inputs.owner !== keyOf(owner)) return false;
    return modelOf(other.type).goes?.(other, this.resources, this.left) ?? true;
  }

  /** Who names a resource in a way that does this when it is deleted. */
  users(resource: SimulatedResource, onDelete: "refuse" | "cascade"): readonly SimulatedResource[] {
    return this.resources.filter((other) => {
      if (other === resource) return false;
      return Object.entries(modelOf(other.type).refs ?? {}).some(([path, reference]) => {
        if (reference.type !== resource.type || (reference.onDelete ?? "refuse") !== onDelete) return false;
        const names = namesOf(resource, reference);
        return reach(other.inputs, path).some((value) => value !== undefined && value !== "" && names.includes(value));
      });
    });
  }

  remove(going: readonly SimulatedResource[]): void {
    for (const one of going) {
      const { leaves, homes } = modelOf(one.type);
      this.kept.delete(keyOf(one));
      // What was inside of a cluster that is gone must not be taken for something that never was.
      if (leaves !== undefined || homes !== undefined) this.kept.set(leftPrefix + keyOf(one), one);
    }
  }

  /** True when a cluster was at this address and is gone. */
  gone(home: string): boolean {
    if (home === "") return false;
    const isAt = (one: SimulatedResource) => modelOf(one.type).homes?.(one).includes(home) ?? false;
    return !this.resources.some(isAt) && this.left.some(isAt);
  }
}
