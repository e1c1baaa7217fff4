import type { SimulatedCloud } from "../cloud";
import { CloudError } from "../errors";
import type { Properties, TypeModel } from "../model";
import { sdkType } from "../sdkType";
import { awsModels } from "./aws";
import { azureInvokes, azureModels } from "./azure";
import type { Models } from "./fields";
import { gcpInvokes, gcpModels } from "./gcp";
import { broughtModels, kubernetesModel } from "./kubernetes";

export { definesGroup, groupOf, madeByVirtual, startsPods } from "./kubernetes";

const models: Models = { ...awsModels, ...azureModels, ...gcpModels, ...broughtModels };

/**
 * The model of a type.
 * @throws CloudError for a type of a cloud that nobody has modelled: it would be accepted whatever it said
 */
export function modelOf(type: string): TypeModel {
  const model = type.startsWith("kubernetes:") ? kubernetesModel(type) : models[type];
  if (model === undefined) throw new CloudError("Unimplemented", `the simulator has no model of ${type}`);
  return model;
}

/** The types that have a model of their own and that a program can make. */
export const modelledTypes: readonly string[] = Object.keys(models).filter((type) => !type.startsWith("simulated:"));

/** The names of what a cloud computes for a type. */
export function computedNames(type: string): readonly string[] {
  const known = sdkType(type);
  return (known?.outputs ?? []).filter((key) => !known?.inputs.has(key));
}

/**
 * True when a new resource would have the id of the one that it replaces, so that the old one has to go first. Pulumi's
 * providers say so of every resource whose name the program chose.
 */
export function keepsId(
  type: string,
  id: string,
  inputs: Properties,
  config: Properties,
  cloud: SimulatedCloud,
): boolean {
  const model = modelOf(type);
  return model.id(inputs, { cloud, config, serial: -1, name: "", home: model.home?.(config) ?? "" }) === id;
}

/** The id of what a text imports; empty where there is no such thing. */
export function importedId(type: string, text: string, { resources }: SimulatedCloud): string {
  const { importing } = modelOf(type);
  if (importing === undefined) return text;
  return resources.find((it) => it.type === type && importing(it) === text)?.id ?? "";
}

type Invoke = (args: Properties, cloud: SimulatedCloud) => Readonly<Record<string, unknown>>;

const invokes: Readonly<Record<string, Invoke>> = { ...azureInvokes, ...gcpInvokes };

/** Answers a provider's function. */
export function invokeModel(token: string, args: Properties, cloud: SimulatedCloud): Record<string, unknown> {
  const answer = invokes[token];
  if (answer === undefined) throw new CloudError("Unimplemented", `the simulator has no model of ${token}`);
  return { ...answer(args, cloud) };
}
