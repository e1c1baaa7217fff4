import { type handleUnaryCall, Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { SimulatedCloud } from "./cloud";
import { startEks } from "./eksServer";
import { SimulatedProvider } from "./provider";

/** The provider packages that are simulated one to one. */
export const packages = ["aws", "azure-native", "gcp", "kubernetes"] as const;

/** A provider package that is simulated one to one. */
export type PackageName = (typeof packages)[number];

/** Running providers on loopback. */
export interface RunningProviders {
  readonly ports: Readonly<Record<string, number>>;
  /** Ends one as if its process was killed: what it was doing in the cloud by itself stays half done. */
  kill(name: PackageName): void;
  /** Starts one again that was killed, on the same port. */
  revive(name: PackageName): Promise<void>;
  stop(): void;
}

type Handler = handleUnaryCall<unknown, unknown>;
type Handlers = Readonly<Record<string, Handler>>;

function versionOf(name: string): string {
  return (require(`@pulumi/${name}/package.json`) as { version: string }).version;
}

/**
 * Serves each connection by a provider of its own. The engine opens one for each provider that a stack has, and configures
 * it once: stacks that run side by side share the port, and nothing of each other's config.
 */
function perConnection(cloud: SimulatedCloud, name: string, life: AbortSignal): UntypedServiceImplementation {
  const make = (): Handlers => new SimulatedProvider(cloud, versionOf(name), life).handlers() as unknown as Handlers;
  const serving = new Map<string, Handlers>();
  const served =
    (operation: string): Handler =>
    (call, reply) => {
      const peer = call.getPeer();
      const handlers = serving.get(peer) ?? make();
      serving.set(peer, handlers);
      handlers[operation]?.(call, reply);
    };
  return Object.fromEntries(Object.keys(make()).map((operation) => [operation, served(operation)]));
}

/** One provider that listens. */
interface Listening {
  readonly port: number;
  end(): void;
}

async function listen(cloud: SimulatedCloud, name: string, onPort = 0): Promise<Listening> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const life = new AbortController();
  server.addService(ResourceProviderService, perConnection(cloud, name, life.signal));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${onPort}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const end = () => {
    life.abort();
    server.forceShutdown();
  };
  return { port, end };
}

/** Starts a provider for each package on a port of its own, all on one cloud. */
export async function startProviders(cloud: SimulatedCloud): Promise<RunningProviders> {
  const starting = Promise.all(packages.map(async (name) => [name, await listen(cloud, name)] as const));
  const [started, eks] = await Promise.all([starting, startEks()]);
  const running = new Map(started);
  const ports = Object.fromEntries(started.map(([name, { port }]) => [name, port]));
  return {
    ports: { ...ports, eks: eks.port },
    kill: (name) => {
      running.get(name)?.end();
      running.delete(name);
    },
    revive: async (name) => {
      if (!running.has(name)) running.set(name, await listen(cloud, name, ports[name]));
    },
    stop: () => {
      eks.stop();
      for (const one of running.values()) one.end();
    },
  };
}

/** The value of PULUMI_DEBUG_PROVIDERS that sends the engine to these providers. */
export function debugProviders(ports: Readonly<Record<string, number>>): string {
  return Object.entries(ports)
    .map(([name, port]) => `${name}:${port}`)
    .join(",");
}
