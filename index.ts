import { inspect } from "node:util";
import { RunError } from "@pulumi/pulumi";
import { readEngineConfig } from "./components/config/engine";
import { ConfigError } from "./components/config/errors";
import type { Config } from "./components/config/parse";
import { createPlatform } from "./components/platform";
import { parseStack } from "./components/stack";

// The Pulumi program: config in, Platform, outputs out.
export = async () => {
  // The SDK keeps a stack trace of every promise, and the host maps each to its source: half a second a preview.
  if (process.env.ARCHITECT_TRACE === undefined) Error.stackTraceLimit = 0;
  return createPlatform(readConfig());
};

// Pulumi shows a RunError as its message alone, without the stack trace of a program that broke. It also traces the
// error with everything that hangs on it, the whole runtime among that, which takes ten seconds if not cut short.
function readConfig(): Config {
  try {
    return parseStack(readEngineConfig());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw Object.assign(new RunError(error.message), { [inspect.custom]: () => error.message });
  }
}
