import type { SimulatedCloud } from "./cloud";

/** Inputs or outputs of a resource, as plain JSON. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource in a simulated cloud. */
export interface SimulatedResource {
  /** Pulumi's type token; `simulated:…` for what a cluster makes in its cloud by itself. */
  readonly type: string;
  readonly id: string;
  /** The stack resource that it was made for, to find what nobody owns. */
  readonly urn: string;
  /** What the id is unique in: a cluster's address for what is inside of it, else empty. */
  readonly home: string;
  /** The number that its ids are made of. */
  readonly serial: number;
  /** Milliseconds of real time after the cloud's start. */
  readonly born: number;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What a model may look at. */
export interface ModelContext {
  readonly cloud: SimulatedCloud;
  /** The provider's config, such as `region` or `project`. */
  readonly config: Properties;
  /** A number of its own for each resource, the same in every run: cloud ids are made of it. */
  readonly serial: number;
  /** The logical name, for resources that the provider names by itself. */
  readonly name: string;
  /** Where the resource is; see SimulatedResource. */
  readonly home: string;
  /** The resource as it is, when it is changed or deleted. */
  readonly before?: SimulatedResource;
}

/** A resource that a cluster makes in its cloud by itself, such as a load balancer. */
export type Brought = Pick<SimulatedResource, "type" | "id" | "inputs">;

/**
 * What a cloud does with one type of resource. The inputs that it takes, what it cannot do without and the names of what
 * it computes come from the SDK's own class, and how long it takes from durations/; here is what those do not say.
 */
export interface TypeModel {
  /** The id in the cloud's own form. */
  id(inputs: Properties, context: ModelContext): string;
  /** The text that imports it, where that is not its id. Source: "Import" in the SDK's documentation of the type. */
  importing?(resource: SimulatedResource): string;
  /** What the provider says where it imports something that is not there; nothing unless given, as most providers do. */
  absent?(text: string): string;
  /** The input that the provider fills in where the program does not: the logical name and some digits. */
  readonly autonamed?: string;
  /** What the cloud computes, in its own form. */
  outputs?(inputs: Properties, id: string, context: ModelContext): Properties;
  /** Inputs that can't change in place: a change makes a new resource. Source: the SDK's documentation of each input. */
  readonly replaceOn?: readonly string[];
  /** Inputs that the provider changes in place, which the service then refuses. */
  readonly fixed?: readonly string[];
  /** Inputs that name another resource, by its id or the output given; it must exist, and cannot be deleted meanwhile. */
  readonly refs?: Readonly<Record<string, Reference>>;
  /** What the service refuses: one sentence each, in the words of the service. */
  refuse?(inputs: Properties, context: ModelContext): readonly string[];
  /** Why the service does not delete it, in its words. */
  refuseDelete?(resource: SimulatedResource, cloud: SimulatedCloud): readonly string[];
  /** What it is while its deletion waits for something that does not come. */
  ending?(resource: SimulatedResource): SimulatedResource;
  /** True when making what is there already is no error: the service sets it once more. */
  readonly upsert?: boolean;
  /**
   * What a delete leaves: nothing unless given. itself: the provider only lets go of it, and finds it again. name: it is
   * gone or asleep, but its name stays taken.
   */
  readonly leaves?: "itself" | "name";
  /** What the service says when the id is taken; a general sentence unless given. */
  taken?(id: string): string;
  /** True when others see it only after a while. */
  readonly eventual?: boolean;
  /** What it is inside of, by the provider's config. */
  home?(config: Properties): string;
  /** Addresses of what is inside of it, which goes when it goes. */
  homes?(resource: SimulatedResource): readonly string[];
  /** What comes into being with it in the cloud, and goes when it is deleted, though not when its home goes. */
  brings?(resource: SimulatedResource, cloud: SimulatedCloud): readonly Brought[];
  /**
   * For what a provider's own process does in several steps: what there is when that process is killed in the middle
   * (begun), or when it gives up (failed). Everything else is one order to a service, which carries it out by itself.
   */
  unfinished?(made: SimulatedResource, how: "begun" | "failed"): SimulatedResource;
  /**
   * For what comes into being with another one: false while nobody is there to take it away, so that it stays when the
   * other goes.
   * @param all what is in the clouds
   * @param left what is gone and not forgotten, such as a release
   */
  goes?(resource: SimulatedResource, all: readonly SimulatedResource[], left: readonly SimulatedResource[]): boolean;
  /** What else goes when it is deleted. */
  takes?(resource: SimulatedResource, other: SimulatedResource): boolean;
}

export interface Reference {
  readonly type: string;
  /** Which output is named, or any of which; the id unless given. */
  readonly output?: string | readonly string[];
  /**
   * What happens when the other is to be deleted while this names it. refuse (unless given): the service says no.
   * cascade: this goes with it. ignore: nothing, this then names something that is gone.
   */
  readonly onDelete?: "refuse" | "cascade" | "ignore";
  /** True for what may also be something of the cloud's own, or of somebody else. */
  readonly optional?: boolean;
}

/** What a reference may say to name a resource. */
export function namesOf({ id, outputs }: SimulatedResource, { output = "id" }: Reference): readonly unknown[] {
  return [output].flat().map((key) => (key === "id" ? id : outputs[key]));
}
