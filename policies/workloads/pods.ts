import { isPlainObject } from "../../components/config/secret";
import type { PlannedResource } from "../../planner/resource";
import { at } from "../read";

/** A map of a Kubernetes object. */
export type Fields = Readonly<Record<string, unknown>>;

// Where each kind has its pods' specification.
const podPaths: Readonly<Record<string, string>> = {
  "kubernetes:core/v1:Pod": "spec",
  "kubernetes:core/v1:PodTemplate": "template.spec",
  "kubernetes:core/v1:ReplicationController": "spec.template.spec",
  "kubernetes:apps/v1:Deployment": "spec.template.spec",
  "kubernetes:apps/v1:StatefulSet": "spec.template.spec",
  "kubernetes:apps/v1:DaemonSet": "spec.template.spec",
  "kubernetes:apps/v1:ReplicaSet": "spec.template.spec",
  "kubernetes:batch/v1:Job": "spec.template.spec",
  "kubernetes:batch/v1:CronJob": "spec.jobTemplate.spec.template.spec",
};

/** The types of everything that starts pods. */
export const podTypes: readonly string[] = Object.keys(podPaths);

/** The specification of the pods that a resource starts. */
export function podOf({ type, inputs }: PlannedResource): Fields {
  const pod = at(inputs, podPaths[type] ?? "");
  return isPlainObject(pod) ? pod : {};
}

/** A list of maps at a key; empty where there is none. */
export function maps(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

/** All containers of a pod, those that start before the others among them. */
export function containersIn(pod: Fields): readonly Fields[] {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((key) => maps(pod[key]));
}

/** The namespace that an object is in. */
export function namespaceOf({ inputs }: PlannedResource): string {
  const namespace = at(inputs, "metadata.namespace");
  return typeof namespace === "string" ? namespace : "default";
}
