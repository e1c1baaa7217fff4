import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../config/values/names";
import type { Grant } from "../cluster";
import type { Permission, Subject } from "../permissions";
import { createIdentity } from "./identities";
import { type PermissionPlaces, type Right, rightsOf } from "./permissions";
import { assignCustomRole, assignRole, type RoleGrant } from "./roles";
import { type AksScope, partOptions } from "./scope";

/** What grants are made with, besides the places that permissions are about. */
export interface GrantParts extends PermissionPlaces {
  readonly oidcIssuer: pulumi.Output<string>;
}

const nothing: Grant = { annotations: {}, labels: {}, podLabels: {}, resources: [] };

/**
 * Lets a service account act as a managed identity of its own that has just the rights it needs: Microsoft Entra
 * Workload ID. Makes nothing when the permissions need no rights on Azure.
 */
export function createGrant(
  parts: GrantParts,
  name: string,
  subject: Subject,
  permissions: readonly Permission[],
): Grant {
  const { scope } = parts;
  const rights = rightsOf(permissions, parts);
  if (rights.size === 0) return nothing;
  const prefix = `${scope.prefix}-${name}`;
  const resourceName = physicalName({ max: 120, separator: "-" }, scope.names.cluster, name);
  const identity = createIdentity(scope, `${prefix}-identity`, resourceName);
  const credential = new FederatedIdentityCredential(
    `${prefix}-federation`,
    {
      resourceGroupName: scope.resourceGroup.name,
      resourceName: identity.name,
      federatedIdentityCredentialResourceName: physicalName(
        { max: 120, separator: "-" },
        subject.namespace,
        subject.serviceAccount,
      ),
      issuer: parts.oidcIssuer,
      subject: `system:serviceaccount:${subject.namespace}:${subject.serviceAccount}`,
      audiences: ["api://AzureADTokenExchange"],
    },
    partOptions(scope),
  );
  const roles = [...rights].map(([what, right]) =>
    assignRight(scope, `${prefix}-${what}`, right, identity.principalId),
  );
  return {
    annotations: { "azure.workload.identity/client-id": identity.clientId },
    labels: {},
    podLabels: { "azure.workload.identity/use": "true" },
    resources: [identity, credential, ...roles],
  };
}

function assignRight(
  scope: AksScope,
  name: string,
  right: Right,
  principal: pulumi.Output<string>,
): pulumi.CustomResource {
  const grant: RoleGrant = { principal, on: right.on, deletedWith: right.deletedWith };
  return "role" in right
    ? assignRole(scope, name, right.role, grant)
    : assignCustomRole(scope, name, right.custom, grant);
}
