import { awsIds } from "./ids/aws";
import { azureIds } from "./ids/azure";
import { googleIds } from "./ids/google";
import { filled, type Ids, type Inputs } from "./ids/template";

const clouds: Ids = { ...awsIds, ...azureIds, ...googleIds };

function templateOf(type: string): string | undefined {
  if (type === "kubernetes:helm.sh/v3:Release") return "{namespace}/{name}";
  // Objects of all kinds: with a namespace, or without one.
  if (type.startsWith("kubernetes:")) return "[{metadata.namespace}/]{metadata.name}";
  return Object.hasOwn(clouds, type) ? clouds[type] : undefined;
}

/** What of a provider's settings stands in ids, where the resource does not say it itself. */
const fromProvider = ["project", "region", "subscriptionId"];

/**
 * What a resource is known by once it is there, where its inputs and its provider's settings say it: its id, or what
 * imports it where that is not the id.
 * @param settings of the provider, such as `project` or `subscriptionId`
 * @returns undefined where only the cloud can say it
 */
export function idOf(type: string, inputs: Inputs, settings: Inputs = {}): string | undefined {
  const template = templateOf(type);
  if (template === undefined) return undefined;
  const usual = Object.fromEntries(fromProvider.map((key) => [key, settings[key]]));
  return filled(template, { ...usual, ...inputs });
}
