import { readEngineConfig } from "./components/config/engine";
import { createPlatform } from "./components/platform";
import { parseStack } from "./components/stack";

// The Pulumi program: config in, Platform, outputs out.
export = async () => createPlatform(parseStack(readEngineConfig()));
