import { aksOutputs } from "./aks";
import { eksOutputs } from "./eks";
import { gkeOutputs } from "./gke";
import { kubernetesOutputs } from "./kubernetes";
import type { OutputShapes } from "./shape";

/**
 * The computed outputs that are not text, of every type that the program makes. What a provider computes reads as
 * `${name.property}` in a plan; where the program looks inside such a value, its shape must be known.
 */
export const outputShapes: OutputShapes = { ...eksOutputs, ...aksOutputs, ...gkeOutputs, ...kubernetesOutputs };
