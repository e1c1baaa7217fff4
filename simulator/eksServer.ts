import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import * as path from "node:path";

const folder = path.join(__dirname, "..");

/** A process that serves the eks provider. */
interface EksProcess {
  readonly child: ChildProcess;
  readonly port: Promise<number>;
}

/** The process ends when its standard input does, so it never outlives this one. */
function startProcess(): EksProcess {
  const args = ["--require", path.join(folder, "loader.cjs"), path.join(__dirname, "eks/main.ts")];
  // A process group of its own: a terminal's Ctrl-C must not take it from an engine that is still cleaning up.
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"], detached: true });
  const port = once(child.stdout, "data").then(([line]) => Number(String(line).trim()));
  // One that is stopped before it was ready is no error.
  port.catch(() => undefined);
  return { child, port };
}

/** A running eks provider. */
export interface EksServer {
  readonly port: number;
  stop(): void;
}

/**
 * Serves the eks provider. It makes components, for which Pulumi's runtime needs a process of its own, and one for each
 * engine: when an engine dies in the middle, the runtime drops whatever else the process was making.
 */
export async function startEks(): Promise<EksServer> {
  const running = new Set<ChildProcess>();
  const begin = () => {
    const started = startProcess();
    running.add(started.child);
    started.child.once("exit", () => running.delete(started.child));
    return started;
  };
  // One more than there are engines, so that none waits for a process to start.
  let spare = begin();
  const serve = (engine: Socket) => {
    const { child, port } = spare;
    spare = begin();
    engine.on("error", () => child.kill());
    engine.on("close", () => child.kill());
    port.then(
      (bound) => {
        const provider = connect(bound, "127.0.0.1");
        provider.on("error", () => engine.destroy());
        provider.on("close", () => engine.destroy());
        engine.pipe(provider).pipe(engine);
      },
      () => engine.destroy(),
    );
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await spare.port;
  const stop = () => {
    server.close();
    for (const child of running) child.kill();
  };
  return { port: (server.address() as AddressInfo).port, stop };
}
