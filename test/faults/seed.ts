import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { findPulumi } from "../../deployments/pulumi";
import { isAtPath } from "../../simulator/inputs";
import type { Properties } from "../../simulator/model";
import { modelOf } from "../../simulator/models";
import { sdkType } from "../../simulator/sdkType";
import { made } from "./checks";
import type { Workshop } from "./workshop";

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

// Maps to which one more entry can be added whatever the resource is.
const labels = ["tags", "labels", "resourceLabels"];
// Says what something is or where it is: not to be anything else for a while.
const naming = /((?<!display)names?|region|location|project|scope|zones?|version)$/i;
// How a state marks a secret.
const signature = "4dabf18193072939515e22adb298388d";

/** Inputs of which one is another than the program has, and can be changed in place; undefined where none can. */
export function elsewise(type: string, inputs: Properties): Properties | undefined {
  if (type === "kubernetes:helm.sh/v3:Release") return { ...inputs, description: "another" };
  if (type.startsWith("kubernetes:")) return withAnnotation(inputs);
  const { replaceOn = [], fixed = [] } = modelOf(type);
  const mayChange = (at: string) => ![...replaceOn, ...fixed].some((other) => isAtPath(at, other));
  const takes = (key: string) => sdkType(type)?.inputs.has(key) === true && mayChange(key);
  const label = labels.find(takes);
  if (label !== undefined) return { ...inputs, [label]: { ...(inputs[label] as Tree | undefined), another: "one" } };
  if (takes("description")) return { ...inputs, description: "another" };
  return changedLeaf(inputs, "", mayChange);
}

function withAnnotation(inputs: Properties): Properties {
  const metadata = (inputs.metadata ?? {}) as Tree;
  const annotations = { ...(metadata.annotations as Tree | undefined), another: "one" };
  return { ...inputs, metadata: { ...metadata, annotations } };
}

function changedLeaf(tree: Properties, at: string, mayChange: (at: string) => boolean): Properties | undefined {
  for (const [key, value] of Object.entries(tree)) {
    const here = at === "" ? key : `${at}.${key}`;
    if (key.startsWith("__") || naming.test(key) || !mayChange(here)) continue;
    const changed = changedValue(value, here, mayChange);
    if (changed !== undefined) return { ...tree, [key]: changed };
  }
  return undefined;
}

function changedValue(value: unknown, at: string, mayChange: (at: string) => boolean): unknown {
  if (Array.isArray(value)) {
    const [first, ...rest] = value as unknown[];
    const changed = isTree(first) ? changedValue(first, `${at}[0]`, mayChange) : undefined;
    return changed === undefined ? undefined : [changed, ...rest];
  }
  if (!isTree(value)) return otherThan(value);
  return value[signature] === undefined ? changedLeaf(value, at, mayChange) : undefined;
}

function otherThan(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return typeof value === "string" ? `${value}-another` : undefined;
}

interface Exported {
  readonly deployment: { readonly resources: { urn: string; type: string; custom?: boolean; inputs?: Tree }[] };
}

/**
 * Makes each resource in the state and in the clouds another one than the program has, in something that is changed in
 * place.
 * @param only resources that are left alone when this says no
 * @returns the urns of those that the next update changes
 */
export async function seed(workshop: Workshop, only: (type: string, urn: string) => boolean): Promise<Set<string>> {
  const { command } = await findPulumi(process.env);
  const exported = JSON.parse(await workshop.pulumi(command, "stack", "export")) as Exported;
  const inCloud = new Map(made(workshop).map((resource) => [resource.urn, resource]));
  const changed = new Set<string>();
  for (const resource of exported.deployment.resources) {
    const there = inCloud.get(resource.urn);
    if (there === undefined || resource.inputs === undefined || !only(resource.type, resource.urn)) continue;
    const inputs = elsewise(resource.type, resource.inputs);
    const outside = elsewise(resource.type, there.inputs);
    if (inputs === undefined || outside === undefined) continue;
    resource.inputs = { ...inputs };
    workshop.cloud.put({ ...there, inputs: outside });
    changed.add(resource.urn);
  }
  const file = path.join(workshop.bench.folder, "seeded.json");
  writeFileSync(file, JSON.stringify(exported));
  await workshop.pulumi(command, "stack", "import", "--file", file);
  return changed;
}
