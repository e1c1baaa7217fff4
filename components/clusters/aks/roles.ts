import { RoleAssignment, RoleDefinition } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { guidOf } from "./identifiers";
import { type AksScope, partOptions, subscriptionOf } from "./scope";

/** Azure's own roles. Source: Azure documentation, "Azure built-in roles". */
export const builtInRoles = {
  "AKS Cluster User": "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
  "AKS RBAC Reader": "7f6c6a51-bcf8-42ba-9220-52d62157d7db",
  "Azure Service Bus Data Owner": "090c5cfd-751d-490a-894a-3ce6f1109419",
  "DNS Zone Contributor": "befefa01-2a29-4197-83a8-272ff33ce314",
  "Key Vault Contributor": "f25e0fa2-a7c8-4377-a976-54943a77a395",
  "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  "Key Vault Crypto User": "12338af0-0e69-4776-bea7-57ae8d297424",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  "Managed Identity Operator": "f1a07417-d97a-45cb-824c-7a7467783830",
  "Monitoring Reader": "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
  "Private DNS Zone Contributor": "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Storage Blob Delegator": "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
  "Storage Queue Data Reader": "19e7f393-937e-4f77-808e-94535e297925",
} as const;

export type BuiltInRole = keyof typeof builtInRoles;

/** Who gets a role, and on what. */
export interface RoleGrant {
  /** An object id in Entra ID. */
  readonly principal: pulumi.Input<string>;
  readonly principalType?: "ServicePrincipal" | "Group";
  /** The resource id that the role holds on. */
  readonly on: pulumi.Input<string>;
  readonly dependsOn?: readonly pulumi.Resource[];
  /** What takes the assignment along when it is deleted in the same run. */
  readonly deletedWith?: pulumi.Resource | undefined;
}

/** Gives a principal one of Azure's own roles on one resource. */
export function assignRole(scope: AksScope, name: string, role: BuiltInRole, grant: RoleGrant): RoleAssignment {
  return assign(scope, name, builtInRoles[role], grant);
}

/** What a role of our own allows. */
export interface CustomRole {
  /** What it is for, as the end of a sentence that starts with "Allows to". */
  readonly purpose: string;
  readonly actions: readonly string[];
}

/** Makes a role of our own that can be given on one scope only, and gives it to a principal there. */
export function assignCustomRole(scope: AksScope, name: string, role: CustomRole, grant: RoleGrant): RoleAssignment {
  const id = guidOf(scope, name, "definition");
  const definition = new RoleDefinition(
    `${name}-role`,
    {
      roleDefinitionId: id,
      // A role's name is unique in the whole tenant.
      roleName: id.apply(
        (guid) => `${scope.names.cluster} ${role.purpose} (${guid.startsWith("${") ? guid : guid.slice(0, 8)})`,
      ),
      description: `Allows to ${role.purpose}.`,
      roleType: "CustomRole",
      scope: grant.on,
      assignableScopes: [grant.on],
      permissions: [{ actions: [...role.actions] }],
    },
    partOptions(scope, { dependsOn: [...(grant.dependsOn ?? [])] }),
  );
  return assign(scope, name, id, { ...grant, dependsOn: [...(grant.dependsOn ?? []), definition] });
}

function assign(scope: AksScope, name: string, roleId: pulumi.Input<string>, grant: RoleGrant): RoleAssignment {
  const { principal, on, dependsOn = [], deletedWith } = grant;
  return new RoleAssignment(
    name,
    {
      // The principal is part of the name: Azure forgets what was assigned on a deleted thing only after a while, and an
      // identity that is made anew must not meet the old one's assignment.
      roleAssignmentName: guidOf(scope, name, roleId, principal),
      principalId: principal,
      // Said outright, Azure takes a principal that has only just been made.
      principalType: grant.principalType ?? "ServicePrincipal",
      roleDefinitionId: pulumi.interpolate`${subscriptionOf(scope, on)}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      scope: on,
    },
    // Azure changes neither the principal nor the role of an assignment, and takes its name once.
    partOptions(scope, {
      deleteBeforeReplace: true,
      dependsOn: [...dependsOn],
      ...(deletedWith === undefined ? {} : { deletedWith }),
    }),
  );
}
