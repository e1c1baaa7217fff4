import type { ManagedCluster } from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { assignRole } from "./roles";
import type { AksScope } from "./scope";

/**
 * Lets people in: admins and viewers may fetch the kubeconfig, which holds no token, and viewers may read everything but
 * secrets in each namespace. What admins may do in the cluster comes with their group's place in the cluster itself.
 */
export function createPeople(scope: AksScope, cluster: ManagedCluster): pulumi.Resource[] {
  const { admins, viewers } = scope.aks.access;
  const give = (role: "AKS Cluster User" | "AKS RBAC Reader", what: string) => (principal: string) =>
    // Named by the group, since a place in a list changes when another group leaves it.
    assignRole(scope, `${scope.prefix}-${what}-${principal}`, role, {
      principal,
      principalType: "Group",
      on: cluster.id,
    });
  return [
    ...[...new Set([...admins, ...viewers])].map(give("AKS Cluster User", "user")),
    ...[...new Set(viewers)].map(give("AKS RBAC Reader", "viewer")),
  ];
}
