import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";
import { getStore } from "@pulumi/pulumi/runtime/state";
import { answerTo } from "./invokes";
import { outputShapes } from "./outputs";
import { completed, computed, isText } from "./outputs/shape";
import type { PlannedResource } from "./resource";
import { secretValue, shown } from "./wire";

// The SDK exports it and leaves it out of its declarations.
declare module "@pulumi/pulumi/runtime/state" {
  export function getStore(): { readonly resourcePackages: object; readonly resourceModules: object };
}

// The part of Pulumi's resource monitor protocol that a program needs, as the SDK calls it.
interface StructMessage {
  toJavaScript(): Record<string, unknown>;
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): StructMessage | undefined;
  getProtect(): boolean | undefined;
  getProvider(): string;
  getDependenciesList(): string[];
  getDeletedwith(): string;
  getRetainondelete(): boolean | undefined;
  getAdditionalsecretoutputsList(): string[];
}

type ReadRequest = Pick<RegisterRequest, "getType" | "getName" | "getParent" | "getAdditionalsecretoutputsList">;

interface OutputsRequest {
  getUrn(): string;
  getOutputs(): StructMessage | undefined;
}

interface InvokeRequest {
  getTok(): string;
  getArgs(): StructMessage | undefined;
}

type Reply = (error: Error | undefined, response?: unknown) => void;

// What the program may use: secrets and references stay marked in what it sends.
const supported = [
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
];

const stackType = "pulumi:pulumi:Stack";

/** The program's resources and outputs, in the order in which it made them. */
export interface Recording {
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Stands in for Pulumi's engine: it takes every resource that a program registers, writes it down, and answers with
 * references in place of what only a cloud can know. It has no provider, no state and no network.
 */
export class Recorder {
  readonly #resources: PlannedResource[] = [];
  readonly #urns = new Set<string>();
  readonly #properties = new Map<string, readonly string[]>();
  #outputs: Readonly<Record<string, unknown>> = {};

  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {}

  get recording(): Recording {
    return { resources: this.#resources, outputs: this.#outputs };
  }

  /** Notes which properties a resource has: its outputs are among them, without a value. */
  readonly noteProperties: pulumi.ResourceTransformation = ({ type, name, props }) => {
    this.#properties.set(`${type} ${name}`, Object.keys(props ?? {}));
    return undefined;
  };

  registerResource(request: RegisterRequest, reply: Reply): void {
    const [type, name] = [request.getType(), request.getName()];
    const urn = this.#urn(request.getParent(), type, name);
    if (this.#urns.has(urn)) {
      reply(new Error(`two resources have the urn ${urn}`));
      return;
    }
    this.#urns.add(urn);
    const sent = request.getObject()?.toJavaScript() ?? {};
    if (type !== stackType) this.#resources.push(this.#planned(request, urn, sent));
    const custom = request.getCustom();
    const state = this.#state(type, name, sent, new Set(request.getAdditionalsecretoutputsList()));
    reply(undefined, {
      getUrn: () => urn,
      getId: () => (custom ? `\${${name}.id}` : ""),
      getObject: () => ({ toJavaScript: () => state }),
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
      getUnknown: () => false,
    });
  }

  /** What others make and the program looks up: nothing of the plan, and each of its values a reference. */
  readResource(request: ReadRequest, reply: Reply): void {
    const [type, name] = [request.getType(), request.getName()];
    const secrets = new Set(request.getAdditionalsecretoutputsList());
    reply(undefined, {
      getUrn: () => this.#urn(request.getParent(), type, name),
      getProperties: () => ({ toJavaScript: () => this.#state(type, name, {}, secrets) }),
      getUnknown: () => false,
    });
  }

  registerResourceOutputs(request: OutputsRequest, reply: Reply): void {
    const outputs = request.getOutputs()?.toJavaScript() ?? {};
    if (request.getUrn().includes(`::${stackType}::`)) this.#outputs = shown(outputs) as Record<string, unknown>;
    reply(undefined, {});
  }

  invoke(request: InvokeRequest, reply: Reply): void {
    const answer = answerTo(request.getTok(), request.getArgs()?.toJavaScript() ?? {}, secretValue);
    if (answer === undefined) {
      // The SDK shows `details`, which is where the engine's own errors have their text.
      const details = `a plan cannot call ${request.getTok()}: it has no provider`;
      reply(Object.assign(new Error(details), { details }));
      return;
    }
    reply(undefined, { getReturn: () => ({ toJavaScript: () => answer }), getFailuresList: () => [] });
  }

  getDeploymentInfo(_request: unknown, reply: Reply): void {
    reply(undefined, { getSupportedfeaturesList: () => supported });
  }

  registerPackage(_request: unknown, reply: Reply): void {
    reply(undefined, { getRef: () => "" });
  }

  signalAndWaitForShutdown(_request: unknown, reply: Reply): void {
    reply(undefined, {});
  }

  close(): void {}

  #urn(parent: string, type: string, name: string): string {
    const outer = parent === "" || parent.includes(`::${stackType}::`) ? "" : `${parent.split("::")[2]}$`;
    return `urn:pulumi:${this.stack}::${this.project}::${outer}${type}::${name}`;
  }

  #planned(request: RegisterRequest, urn: string, sent: Record<string, unknown>): PlannedResource {
    const parent = request.getParent();
    const provider = request.getProvider();
    return {
      urn,
      type: request.getType(),
      name: request.getName(),
      parent: parent === "" || parent.includes(`::${stackType}::`) ? null : parent,
      provider: provider === "" ? null : provider.slice(0, provider.lastIndexOf("::")),
      inputs: shown(sent) as Record<string, unknown>,
      dependsOn: request.getDependenciesList().toSorted(),
      protect: request.getProtect() ?? false,
      deletedWith: request.getDeletedwith() || null,
      retainOnDelete: request.getRetainondelete() ?? false,
      custom: request.getCustom(),
    };
  }

  // Inputs come back as they were sent, with what a provider adds inside them; everything else that the resource has is
  // a reference to itself.
  #state(
    type: string,
    name: string,
    sent: Record<string, unknown>,
    secrets: ReadonlySet<string>,
  ): Record<string, unknown> {
    const state: Record<string, unknown> = { ...sent };
    const shapes = outputShapes[type] ?? {};
    for (const key of this.#properties.get(`${type} ${name}`) ?? []) {
      const shape = shapes[key] ?? "text";
      if (key === "id" || key === "urn" || (key in state && isText(shape))) continue;
      const made = computed(shape, `${name}.${key}`, secretValue);
      const value = key in state ? completed(state[key], made) : made;
      state[key] = secrets.has(key) ? secretValue(value) : value;
    }
    return state;
  }
}

/**
 * Gives the SDK a new store, with nothing of an earlier run. Only the classes stay: they register themselves when they are
 * loaded, which is once, and an engine's run in the same process finds none without them.
 */
function forgetRun(): void {
  const { resourcePackages, resourceModules } = getStore();
  Reflect.deleteProperty(globalThis, "globalStore");
  Object.assign(getStore(), { resourcePackages, resourceModules });
}

// Pulumi's runtime holds one program at a time, so whoever comes while one runs has to wait for it.
let running: Promise<unknown> = Promise.resolve();

/**
 * Runs a program on a recorder, after those that were asked for earlier.
 * @throws what the program throws, first of all the errors of resources that could not be made
 */
export function record(
  project: string,
  stack: string,
  program: () => Promise<Record<string, unknown>>,
): Promise<Recording> {
  const recording = running.then(() => run(project, stack, program));
  running = recording.catch(() => undefined);
  return recording;
}

async function run(
  project: string,
  stack: string,
  program: () => Promise<Record<string, unknown>>,
): Promise<Recording> {
  const recorder = new Recorder(project, stack);
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  // The SDK keeps a stack trace of every promise, which is most of what a resource costs; nothing here prints one.
  const depth = Error.stackTraceLimit;
  forgetRun();
  process.on("unhandledRejection", onFailure);
  try {
    if (process.env.ARCHITECT_TRACE === undefined) Error.stackTraceLimit = 0;
    pulumi.runtime.setMockOptions(recorder, project, stack, true);
    await pulumi.runtime.runInPulumiStack(() => {
      pulumi.runtime.registerStackTransformation(recorder.noteProperties);
      return program();
    });
    await pulumi.runtime.disconnect();
  } catch (error) {
    failures.push(error);
  } finally {
    // Node reports a rejection that nobody handled only after the promises of this turn.
    await setImmediate();
    Error.stackTraceLimit = depth;
    process.off("unhandledRejection", onFailure);
  }
  if (failures.length > 0) throw failures[0];
  return recorder.recording;
}
