import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { root } from "./measure";

// Prints which SDK files the project's own files required while the CLI ran.
const spy = `
const Module = require("node:module");
const asked = new Set();
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const own = parent?.filename && !parent.filename.includes("node_modules");
  if (own && request.startsWith("@pulumi/")) asked.add(request);
  return load.call(this, request, parent, isMain);
};
process.on("exit", () => process.stderr.write("\\nasked: " + JSON.stringify([...asked].sort())));
`;

/** The SDK entry points that planning a stack imports, such as `@pulumi/aws/ec2`. */
export function sdkModulesOf(stack: string): readonly string[] {
  const args = [
    "--eval",
    `${spy}; process.argv.splice(1, 0, "main"); require("./loader.cjs"); require("./cli/main.ts")`,
    "plan",
    stack,
    "--format",
    "json",
  ];
  const { stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
  const line = stderr.split("\n").findLast((text) => text.startsWith("asked: "));
  if (status !== 0 || line === undefined) throw new Error(`cannot plan ${stack}:\n${stderr}`);
  return JSON.parse(line.slice("asked: ".length)) as string[];
}

/** A script that imports these and does nothing: the least that any program on them takes to start. */
export function importScript(modules: readonly string[]): string {
  return modules.map((name) => `require(${JSON.stringify(path.posix.normalize(name))});`).join("\n");
}
