import { parseArgs } from "node:util";
import { Clock } from "./clock";
import { SimulatedCloud } from "./cloud";
import { startControl } from "./control";
import { debugProviders, startProviders } from "./server";
import { Store } from "./store";

/** What the simulator prints, as one line of JSON, when it is ready. */
export interface Ready {
  /** The value of PULUMI_DEBUG_PROVIDERS. */
  readonly providers: string;
  /** Where it takes requests. */
  readonly control: string;
}

// The simulated clouds as a process of their own. It ends when it is told to, or when its standard input does: whoever
// started it holds the other end, so it never outlives them.
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { state: { type: "string" }, scale: { type: "string", default: "0" } } });
  const { state, scale } = values;
  if (state === undefined) throw new Error("--state FOLDER is missing");
  const store = new Store(state);
  const cloud = new SimulatedCloud(new Clock(Number(scale)), undefined, store.open("cloud"), store.serial);
  // Providers that an engine only connects to do not have its environment, in which the reaper sets this.
  cloud.policy = { deleteUnreachable: true };
  const providers = await startProviders(cloud);
  const stop = () => {
    providers.stop();
    control.close();
    // Connections that an engine left open would hold the process.
    setImmediate(() => process.exit());
  };
  const control = await startControl(cloud, () => setImmediate(stop));
  process.stdin.resume().on("end", stop);
  // Ctrl-C in a terminal is for the command that runs in the sandbox, which still needs its clouds to end cleanly.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", stop);
  const ready: Ready = { providers: debugProviders(providers.ports), control: control.address };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
