import type { OutputShapes } from "./shape";

/** Structured outputs of the types in clusters/aks. Source: the SDK's output types. */
export const aksOutputs: OutputShapes = {};
