import type { SimulatedCloud } from "../../cloud";
import type { ModelContext, Properties, Reference, SimulatedResource, TypeModel } from "../../model";
import { guid, hex, text } from "../fields";

export const groupType = "azure-native:resources:ResourceGroup";
export const lockType = "azure-native:authorization:ManagementLockByScope";

/** The tenant that every subscription here is in. */
export const tenantId = guid(1, 0x7e4a47);

/** The provider's subscription. */
export function subscriptionOf({ config }: Pick<ModelContext, "config">): string {
  return text(config, "subscriptionId") || guid(1, 0x5b5c41);
}

export function groupIdOf(inputs: Properties, context: ModelContext): string {
  return `/subscriptions/${subscriptionOf(context)}/resourceGroups/${text(inputs, "resourceGroupName")}`;
}

export function locationOf(inputs: Properties, { config }: Pick<ModelContext, "config">): string {
  return text(inputs, "location") || text(config, "location") || "westeurope";
}

// A group's name is asked for; what happens when it goes follows from the ids.
const inGroup: Reference = { type: groupType, output: "name", onDelete: "ignore" };

/** What makes a resource of a type: where its name is, and what it is below of. */
export interface AzureType {
  /** The type's path, such as `Microsoft.Network/virtualNetworks/subnets`. */
  readonly path: string;
  /** The inputs with the names along the path, outermost first. A text in quotes is the name itself. */
  readonly names: readonly string[];
}

function segments({ path, names }: AzureType, inputs: Properties, context: ModelContext): string {
  const [provider = "", ...kinds] = path.split("/");
  const parts = kinds.map((kind, index) => {
    const key = names[index] ?? "";
    const last = index === kinds.length - 1;
    const made = last ? `${context.name}${hex(context.serial, 8)}` : "";
    return `${kind}/${key.startsWith("'") ? key.slice(1, -1) : text(inputs, key) || made}`;
  });
  return [provider, ...parts].join("/");
}

/** True for what is below of a resource. Diagnostic settings outlive what they are on. */
export function isBelow({ id }: Pick<SimulatedResource, "id">, other: SimulatedResource): boolean {
  return other.id.startsWith(`${id}/`) && !other.id.includes("/diagnosticSettings/");
}

/** What goes with a resource, and what forbids to delete it, are the same for all: both follow from the ids. */
const byId: Pick<TypeModel, "takes" | "refuseDelete"> = {
  takes: isBelow,
  refuseDelete: (resource, cloud) => lockedBy(resource, cloud),
};

/** A lock holds what is at its scope and below, and every scope above of it. Source: "Lock your resources". */
export function lockedBy({ type, id }: SimulatedResource, cloud: SimulatedCloud): readonly string[] {
  if (type === lockType) return [];
  const scopes = cloud.resources
    .filter((other) => other.type === lockType)
    .map(({ inputs }) => text(inputs, "scope"))
    .filter((scope) => id === scope || id.startsWith(`${scope}/`) || scope.startsWith(`${id}/`));
  return scopes
    .slice(0, 1)
    .map(
      (scope) =>
        `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
    );
}

function completed(type: AzureType, more: Partial<TypeModel>, id: TypeModel["id"]): TypeModel {
  return {
    id,
    ...byId,
    ...more,
    outputs: (inputs, resourceId, context) => ({
      name: resourceId.split("/").at(-1),
      type: type.path,
      ...more.outputs?.(inputs, resourceId, context),
    }),
    taken: (resourceId) => `cannot create already existing resource '${resourceId}'`,
  };
}

/** A resource in a resource group. The names of what it is below of can't change. */
export function inResourceGroup(type: AzureType, more: Partial<TypeModel> = {}): TypeModel {
  const names = type.names.filter((key) => !key.startsWith("'"));
  const model = completed(
    type,
    more,
    (inputs, context) => `${groupIdOf(inputs, context)}/providers/${segments(type, inputs, context)}`,
  );
  return {
    ...model,
    refs: { resourceGroupName: inGroup, ...more.refs },
    replaceOn: ["resourceGroupName", ...names, ...(more.replaceOn ?? [])],
  };
}

/** A resource on another one, such as a role assignment. `scope` is the input with the other's id. */
export function onScope(type: AzureType, scope: string, more: Partial<TypeModel> = {}): TypeModel {
  const model = completed(
    type,
    more,
    (inputs, context) => `${text(inputs, scope)}/providers/${segments(type, inputs, context)}`,
  );
  return { ...model, replaceOn: [scope, ...type.names, ...(more.replaceOn ?? [])] };
}

/** One sentence when a name breaks Azure's rule for it. Source: "Naming rules and restrictions for Azure resources". */
export function badName(inputs: Properties, key: string, rule: RegExp): readonly string[] {
  const name = text(inputs, key);
  return name === "" || rule.test(name) ? [] : [`The name '${name}' is invalid: it must match ${rule.source}`];
}
