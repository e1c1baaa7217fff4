import { reach } from "../../inputs";
import type { ModelContext, Properties } from "../../model";
import { guid, type Models, refusals, text } from "../fields";
import { badName, groupType, inResourceGroup, lockedBy, lockType, onScope, subscriptionOf, tenantId } from "./scope";

export const identityType = "azure-native:managedidentity:UserAssignedIdentity";
export const assignmentType = "azure-native:authorization:RoleAssignment";
const definitionType = "azure-native:authorization:RoleDefinition";
const aGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Groups, identities and rights. Sources: the azure-native provider's replacement.go; Azure RBAC documentation. */
export const identityModels: Models = {
  [groupType]: {
    id: (inputs, context) =>
      `/subscriptions/${subscriptionOf(context)}/resourceGroups/${text(inputs, "resourceGroupName") || `${context.name}${guid(context.serial).slice(-8)}`}`,
    outputs: (_inputs, id) => ({
      name: id.split("/").at(-1),
      type: "Microsoft.Resources/resourceGroups",
      properties: { provisioningState: "Succeeded" },
    }),
    takes: ({ id }, other) => other.id.startsWith(`${id}/`),
    refuseDelete: lockedBy,
    taken: (id) => `cannot create already existing resource '${id}'`,
    replaceOn: ["resourceGroupName", "location"],
    // Deleting a group waits for all that is in it.
    refuse: (inputs) => badName(inputs, "resourceGroupName", /^[-\w.()]{0,89}[-\w()]$/),
  },
  [identityType]: inResourceGroup(
    { path: "Microsoft.ManagedIdentity/userAssignedIdentities", names: ["resourceName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({
        clientId: guid(serial, 0xc1),
        principalId: guid(serial, 0x0b),
        tenantId,
      }),
      eventual: true,
      replaceOn: ["location"],
      refuse: (inputs) => badName(inputs, "resourceName", /^[a-zA-Z0-9][\w-]{2,127}$/),
    },
  ),
  "azure-native:managedidentity:FederatedIdentityCredential": inResourceGroup(
    {
      path: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      names: ["resourceName", "federatedIdentityCredentialResourceName"],
    },
    {
      refs: { resourceName: { type: identityType, output: "name", onDelete: "ignore" } },
      refuse: (inputs) => [
        ...badName(inputs, "federatedIdentityCredentialResourceName", /^[a-zA-Z0-9][\w-]{2,119}$/),
        ...refusals([
          [!text(inputs, "issuer").startsWith("https://"), `Issuer '${text(inputs, "issuer")}' is no https address`],
          [reach(inputs, "audiences.*").length !== 1, "A federated identity credential takes exactly one audience"],
        ]),
      ],
    },
  ),
  [definitionType]: {
    id: (inputs) =>
      `${text(inputs, "scope")}/providers/Microsoft.Authorization/roleDefinitions/${text(inputs, "roleDefinitionId")}`,
    outputs: (_inputs, id) => ({ name: id.split("/").at(-1), type: "Microsoft.Authorization/roleDefinitions" }),
    refuseDelete: (resource, cloud) => [
      ...lockedBy(resource, cloud),
      ...refusals([
        [
          cloud.resources.some(({ type, inputs }) => {
            return (
              type === assignmentType && text(inputs, "roleDefinitionId").endsWith(`/${resource.id.split("/").at(-1)}`)
            );
          }),
          "RoleDefinitionHasAssignments: There are existing role assignments referencing role. Delete these role assignments first.",
        ],
      ]),
    ],
    taken: (id) => `cannot create already existing resource '${id}'`,
    replaceOn: ["roleDefinitionId", "scope"],
    refuse: (inputs) =>
      refusals([
        [
          !aGuid.test(text(inputs, "roleDefinitionId")),
          `The role definition ID '${text(inputs, "roleDefinitionId")}' must be a GUID`,
        ],
      ]),
  },
  [assignmentType]: onScope(
    { path: "Microsoft.Authorization/roleAssignments", names: ["roleAssignmentName"] },
    "scope",
    {
      replaceOn: ["principalId"],
      fixed: ["roleDefinitionId", "principalType"],
      refs: { principalId: { type: identityType, output: "principalId", onDelete: "ignore", optional: true } },
      refuse: refuseAssignment,
    },
  ),
  [lockType]: onScope({ path: "Microsoft.Authorization/locks", names: ["lockName"] }, "scope", {
    refuse: (inputs) =>
      refusals([
        [
          !["CanNotDelete", "ReadOnly", "NotSpecified"].includes(text(inputs, "level")),
          `The lock level '${text(inputs, "level")}' is not valid`,
        ],
      ]),
  }),
};

function refuseAssignment(inputs: Properties, { cloud, before }: ModelContext): readonly string[] {
  const role = text(inputs, "roleDefinitionId").split("/").at(-1) ?? "";
  const twin = cloud.resources.find((other) => {
    return (
      other.type === assignmentType &&
      other.id !== before?.id &&
      other.inputs.scope === inputs.scope &&
      other.inputs.principalId === inputs.principalId &&
      text(other.inputs, "roleDefinitionId").endsWith(`/${role}`)
    );
  });
  return refusals([
    [
      !aGuid.test(text(inputs, "roleAssignmentName")),
      `The role assignment ID '${text(inputs, "roleAssignmentName")}' must be a GUID`,
    ],
    [!aGuid.test(role), `The role definition ID '${role}' is not valid`],
    [twin !== undefined, "RoleAssignmentExists: The role assignment already exists."],
  ]);
}

/** True when a principal has a role on a scope, or above of it. */
export function hasRole(
  { cloud }: Pick<ModelContext, "cloud">,
  principalId: string,
  role: string,
  scope: string,
): boolean {
  return cloud.resources.some(({ type, inputs }) => {
    const on = text(inputs, "scope");
    return (
      type === assignmentType &&
      inputs.principalId === principalId &&
      text(inputs, "roleDefinitionId").endsWith(`/${role}`) &&
      (scope === on || scope.startsWith(`${on}/`))
    );
  });
}
