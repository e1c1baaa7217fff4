import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { type EngineEvent, LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import { readEngineConfig } from "../../components/config/engine";
import { namespace } from "../../components/config/errors";
import { readStackFile } from "../../components/config/read";
import { createPlatform } from "../../components/platform";
import { parseStack } from "../../components/stack";
import { type Plan, planStack } from "../../planner/plan";
import { Clock } from "../../simulator/clock";
import { SimulatedCloud } from "../../simulator/cloud";
import { debugProviders, type RunningProviders, startProviders } from "../../simulator/server";
import { type Deployment, Run } from "./run";

const root = path.join(__dirname, "../..");
const project = "kubernetes-architect";

/** What encrypts a test stack's secrets; it is no secret itself. */
export const passphrase = "engine-tests";

/** A stack's config as its file has it, by name: cluster, addons, tags and so on. */
export type Values = Record<string, unknown>;

type Operation = "preview" | "up" | "refresh" | "previewDestroy" | "destroy";

/** Where the Pulumi CLI is; installed if it is nowhere. */
function toolsRoot(): string {
  return execFileSync(path.join(root, "scripts/install-tools.sh"), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

interface Runner {
  run(args: string[], ...more: unknown[]): Promise<unknown>;
}

// What the Automation API asks for after each run, and no test looks at: a quarter of a run's time.
const unread: Readonly<Record<string, string>> = { "stack output": "{}", "stack history": "[]" };

/** The CLI, spared what nobody reads. */
async function findPulumi(): Promise<PulumiCommand> {
  const command = await PulumiCommand.get({ root: toolsRoot() });
  // The SDK leaves `run` out of its declarations.
  const runner = command as unknown as Runner;
  const run = runner.run.bind(command);
  runner.run = async (args, ...more) => {
    const stdout = unread[args.slice(0, 2).join(" ")];
    return stdout === undefined ? run(args, ...more) : { stdout, stderr: "", code: 0 };
  };
  return command;
}

/**
 * An example stack on the real engine, against clouds of its own. Everything it writes is in a folder of its own: a copy
 * of the stack's file, which tests may change, and the state.
 */
export class EngineStack {
  private constructor(
    readonly name: string,
    readonly cloud: SimulatedCloud,
    /** Everything that the stack and the engine wrote. */
    readonly folder: string,
    readonly providers: RunningProviders,
    readonly stack: Stack,
  ) {}

  /** @param clock how fast time passes in the clouds; not at all unless given */
  static async create(name: string, clock = new Clock(0)): Promise<EngineStack> {
    const folder = mkdtempSync(path.join(tmpdir(), "architect-engine-"));
    mkdirSync(path.join(folder, "state"));
    mkdirSync(path.join(folder, "stacks"));
    writeFileSync(
      path.join(folder, "Pulumi.yaml"),
      stringify({ name: project, runtime: "nodejs", stackConfigDir: "stacks" }),
    );
    writeFileSync(fileOf(folder, name), readFileSync(fileOf(root, name)));
    const cloud = new SimulatedCloud(clock);
    const [pulumiCommand, providers] = await Promise.all([findPulumi(), startProviders(cloud)]);
    const program = async () => createPlatform(parseStack(readEngineConfig()));
    const envVars = {
      PULUMI_BACKEND_URL: `file://${folder}/state`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_DEBUG_PROVIDERS: debugProviders(providers.ports),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Or it looks for the providers of the state's resources on the internet, for three seconds each run.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    try {
      const stack = await LocalWorkspace.createStack(
        { stackName: name, projectName: project, program },
        { pulumiCommand, workDir: folder, envVars },
      );
      return new EngineStack(name, cloud, folder, providers, stack);
    } catch (error) {
      providers.stop();
      throw error;
    }
  }

  /** Ends the providers and takes away everything that the stack wrote. */
  close(): void {
    this.providers.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  preview(): Promise<Run> {
    return this.#run("preview");
  }

  up(): Promise<Run> {
    return this.#run("up");
  }

  refresh(): Promise<Run> {
    return this.#run("refresh");
  }

  /** What a destroy would do. `pulumi destroy` always looks at it first, the Automation API does not by itself. */
  previewDestroy(): Promise<Run> {
    return this.#run("previewDestroy");
  }

  destroy(): Promise<Run> {
    return this.#run("destroy");
  }

  /** Runs another command of the CLI on the stack, such as `state unprotect --all --yes`. */
  async command(...args: string[]): Promise<void> {
    const { envVars, pulumiCommand } = this.stack.workspace;
    await promisify(execFile)(pulumiCommand.command, [...args, "--stack", this.name], {
      cwd: this.folder,
      env: { ...process.env, ...envVars },
    });
  }

  /** Changes the stack's file as somebody with an editor would. */
  edit(change: (values: Values) => void): void {
    const file = fileOf(this.folder, this.name);
    const content = parse(readFileSync(file, "utf8")) as { config: Values };
    const prefix = `${namespace}:`;
    const values = Object.fromEntries(
      Object.entries(content.config).map(([key, value]) => [key.replace(prefix, ""), value]),
    );
    change(values);
    content.config = Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
    // Quoted throughout: what Pulumi reads it with takes a plain 2026-12-24 for a time.
    writeFileSync(file, stringify(content, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }));
  }

  /** Puts secrets into the stack's file, encrypted, at paths such as `gitops.repositories.platform.password`. */
  async setSecrets(secrets: Readonly<Record<string, string>>): Promise<void> {
    const config = Object.entries(secrets).map(([at, value]) => [`${namespace}:${at}`, { value, secret: true }]);
    await this.stack.setAllConfig(Object.fromEntries(config), true);
  }

  /** What a change of the stack's file would do. The file is then as it was. */
  async previewWith(change: (values: Values) => void): Promise<Run> {
    const before = this.file;
    this.edit(change);
    try {
      return await this.preview();
    } finally {
      this.file = before;
    }
  }

  /** The text of the stack's file. */
  get file(): string {
    return readFileSync(fileOf(this.folder, this.name), "utf8");
  }

  set file(text: string) {
    writeFileSync(fileOf(this.folder, this.name), text);
  }

  /** The state file's text, as the backend keeps it. */
  get stateText(): string {
    return readFileSync(path.join(this.folder, `state/.pulumi/stacks/${project}/${this.name}.json`), "utf8");
  }

  get state(): Deployment {
    return (JSON.parse(this.stateText) as { checkpoint: { latest: Deployment } }).checkpoint.latest;
  }

  /** What `architect plan` says of the stack's file. */
  plan(): Promise<Plan> {
    return planStack(parseStack(readStackFile(this.folder, project, this.name)));
  }

  async #run(operation: Operation): Promise<Run> {
    const events: EngineEvent[] = [];
    let output = "";
    const take = (text: string) => {
      output += text;
    };
    const options = {
      onEvent: (event: EngineEvent) => events.push(event),
      onOutput: take,
      onError: take,
      parallel: 32,
      color: "never" as const,
      showSecrets: false,
    };
    const firstCall = this.cloud.calls.length;
    let failed = false;
    try {
      await this.stack[operation](options);
    } catch (error) {
      failed = true;
      // The engine's own words are in the events; another error is one of the tests' making.
      if (events.length === 0) throw error;
    }
    return new Run(operation, failed, events, output, this.cloud.calls.slice(firstCall));
  }
}

function fileOf(folder: string, stack: string): string {
  return path.join(folder, `stacks/Pulumi.${stack}.yaml`);
}
