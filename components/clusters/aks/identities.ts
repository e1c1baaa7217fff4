import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import type { AksNetwork } from "./network";
import { assignRole } from "./roles";
import { type AksScope, partOptions } from "./scope";

/** The managed identities of a cluster, with the roles that they need. */
export interface AksIdentities {
  readonly controlPlane: UserAssignedIdentity;
  readonly kubelet: UserAssignedIdentity;
  /** Role assignments that the cluster waits for. */
  readonly roles: readonly pulumi.Resource[];
}

/** Makes a managed identity. */
export function createIdentity(scope: AksScope, name: string, resourceName: string): UserAssignedIdentity {
  return new UserAssignedIdentity(
    name,
    { resourceGroupName: scope.resourceGroup.name, location: scope.aks.region, resourceName, tags: scope.tags },
    partOptions(scope),
  );
}

/**
 * Makes the identities of the control plane and of the kubelets. The control plane may use the two subnets and hand out
 * the kubelets' identity; the kubelets may do nothing.
 */
export function createIdentities(scope: AksScope, network: AksNetwork): AksIdentities {
  const { prefix, names } = scope;
  const identity = (part: string) => createIdentity(scope, `${prefix}-${part}-identity`, `${names.cluster}-${part}`);
  const controlPlane = identity("control-plane");
  const kubelet = identity("kubelet");
  const principal = controlPlane.principalId;
  const roles = [
    assignRole(scope, `${prefix}-nodes-subnet-use`, "Network Contributor", { principal, on: network.nodeSubnetId }),
    assignRole(scope, `${prefix}-api-server-subnet-use`, "Network Contributor", {
      principal,
      on: network.apiServerSubnetId,
    }),
    assignRole(scope, `${prefix}-kubelet-identity-use`, "Managed Identity Operator", { principal, on: kubelet.id }),
  ];
  return { controlPlane, kubelet, roles };
}
