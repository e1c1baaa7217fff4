import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import * as engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as monitorGrpc from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { parse } from "yaml";

// Plays the engine's side of Pulumi's protocol on loopback, and runs the program as Pulumi's Node host does: through the
// SDK's own runner, with the options of Pulumi.yaml. As in a preview, whatever a provider would compute is unknown.

const root = path.join(__dirname, "../..");

/** A resource as the program sent it to the engine. */
export interface SentResource {
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly dependsOn: readonly string[];
}

export interface HostRun {
  readonly exitCode: number;
  readonly resources: readonly SentResource[];
  /** What the program logged as an error. */
  readonly errors: readonly string[];
  readonly output: string;
}

type Handler<Q, R> = (call: ServerUnaryCall<Q, R>, reply: sendUnaryData<R>) => void;

const features = [
  monitor.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  monitor.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  monitor.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  monitor.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  monitor.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  monitor.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
];

const unimplemented = { code: status.UNIMPLEMENTED, message: "not part of a preview" };

function refuse(_call: unknown, reply: sendUnaryData<never>): void {
  reply(unimplemented);
}

class LoopbackEngine {
  readonly resources: SentResource[] = [];
  readonly errors: string[] = [];
  #rootUrn = "";
  readonly #server = new Server();

  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {}

  async start(): Promise<string> {
    this.#server.addService(monitorGrpc.ResourceMonitorService, this.#monitorHandlers());
    this.#server.addService(engineGrpc.EngineService, this.#engineHandlers());
    const port = await new Promise<number>((resolve, reject) =>
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    return `127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  #monitorHandlers() {
    const getDeploymentInfo: Handler<Empty, monitor.DeploymentInfo> = (_call, reply) => {
      const info = new monitor.DeploymentInfo();
      info.setSupportedfeaturesList(features);
      reply(null, info);
    };
    const registerResource: Handler<monitor.RegisterResourceRequest, monitor.RegisterResourceResponse> = (
      call,
      reply,
    ) => reply(null, this.#register(call.request));
    const empty: Handler<unknown, Empty> = (_call, reply) => reply(null, new Empty());
    return {
      getDeploymentInfo,
      registerResource,
      registerResourceOutputs: empty,
      signalAndWaitForShutdown: empty,
      invoke: refuse,
      call: refuse,
      readResource: refuse,
      supportsFeature: refuse,
    };
  }

  #engineHandlers() {
    const log: Handler<engine.LogRequest, Empty> = ({ request }, reply) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) this.errors.push(request.getMessage());
      reply(null, new Empty());
    };
    const getRootResource: Handler<unknown, engine.GetRootResourceResponse> = (_call, reply) => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(this.#rootUrn);
      reply(null, response);
    };
    const setRootResource: Handler<engine.SetRootResourceRequest, engine.SetRootResourceResponse> = (call, reply) => {
      this.#rootUrn = call.request.getUrn();
      reply(null, new engine.SetRootResourceResponse());
    };
    return { log, getRootResource, setRootResource };
  }

  #register(request: monitor.RegisterResourceRequest): monitor.RegisterResourceResponse {
    const parent = request.getParent();
    const outer = parent === "" || parent.includes("pulumi:pulumi:Stack") ? "" : `${parent.split("::")[2]}$`;
    const urn = `urn:pulumi:${this.stack}::${this.project}::${outer}${request.getType()}::${request.getName()}`;
    const inputs = (request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>;
    if (request.getType() !== "pulumi:pulumi:Stack") {
      const dependsOn = request.getDependenciesList().toSorted();
      this.resources.push({ urn, inputs, protect: request.getProtect() ?? false, dependsOn });
    }
    const response = new monitor.RegisterResourceResponse();
    response.setUrn(urn);
    response.setObject(Struct.fromJavaScript(inputs as Parameters<typeof Struct.fromJavaScript>[0]));
    return response;
  }
}

interface ProjectFile {
  readonly name: string;
  readonly runtime: { readonly options: { readonly typescript: boolean; readonly nodeargs: string } };
}

/** Reads Pulumi.yaml, for the options that the host starts Node with. */
export function projectFile(): ProjectFile {
  return parse(readFileSync(path.join(root, "Pulumi.yaml"), "utf8")) as ProjectFile;
}

/** How a program is run: by default ours, with the options of Pulumi.yaml. */
export interface HostOptions {
  /** Which of the config's keys hold a secret. */
  readonly secretKeys?: readonly string[];
  /** The folder of another program, which is plain JavaScript. */
  readonly folder?: string;
}

/**
 * Runs the program for a stack as `pulumi preview` would.
 * @param config the stack's config: keys with their namespace, values as text or JSON text
 */
export async function runOnHost(
  stack: string,
  config: Readonly<Record<string, string>>,
  { secretKeys = [], folder }: HostOptions = {},
): Promise<HostRun> {
  const { name, runtime } = projectFile();
  const loopback = new LoopbackEngine(name, stack);
  const address = await loopback.start();
  const runner = require.resolve("@pulumi/pulumi/cmd/run");
  const place = ["--root-directory", folder ?? root, "--pwd", folder ?? root];
  const flags = [
    "--monitor",
    address,
    "--engine",
    address,
    "--project",
    name,
    "--stack",
    stack,
    "--dry-run",
    "true",
    ...place,
  ];
  const nodeArgs = folder === undefined ? runtime.options.nodeargs.split(" ") : [];
  const child = spawn(process.execPath, [...nodeArgs, runner, ...flags, "."], {
    cwd: folder ?? root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: String(runtime.options.typescript),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    output += text;
  });
  const exitCode = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  loopback.stop();
  return { exitCode, resources: loopback.resources, errors: loopback.errors, output };
}

/** A stack file's config as the engine hands it to a program, with a stand-in for what it would decrypt. */
export function engineConfig(stack: string): Readonly<Record<string, string>> {
  const { config } = parse(readFileSync(path.join(root, `stacks/Pulumi.${stack}.yaml`), "utf8")) as { config: object };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, JSON.stringify(value)]));
}
