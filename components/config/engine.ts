import * as pulumi from "@pulumi/pulumi";
import { isConfigSecret } from "@pulumi/pulumi/runtime/config";
import { namespace } from "./errors";
import type { RawConfig } from "./parse";
import { stackFile } from "./read";

// The SDK exports it and leaves it out of its declarations; `pulumi.Config` uses it to warn of secrets read in the open.
declare module "@pulumi/pulumi/runtime/config" {
  export function isConfigSecret(key: string): boolean;
}

/** Reads the running stack's config from Pulumi's engine, which has decrypted it. */
export function readEngineConfig(): RawConfig {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const prefix = `${namespace}:`;
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  const names = own.map(([key, text]) => [key.slice(prefix.length), text] as const);
  return {
    project,
    stack,
    source: { file: stackFile(stack) },
    values: Object.fromEntries(names.map(([name, text]) => [name, readValue(text)])),
    secretKeys: new Set(names.map(([name]) => name).filter((name) => isConfigSecret(prefix + name))),
  };
}

// The engine hands over objects as JSON and everything else as text.
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
