import * as awsEks from "@pulumi/aws/eks";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import type { Grant } from "../cluster";
import type { Permission, Subject } from "../permissions";
import { type PermissionScope, statementsOf } from "./permissions";
import { createRole, podTrust } from "./policy";

/**
 * Grants a service account rights by EKS Pod Identity: a role that only it can be, and an association. Nothing is written
 * on the service account itself.
 */
export function createGrant(
  scope: PermissionScope,
  controlPlane: ControlPlane,
  name: string,
  subject: Subject,
  permissions: readonly Permission[],
): Grant {
  const nothing = { annotations: {}, labels: {}, podLabels: {} };
  if (permissions.length === 0) return { ...nothing, resources: [] };
  const { role, policies } = createRole(scope, name, {
    description: `${subject.namespace}/${subject.serviceAccount} in ${scope.name}`,
    trust: podTrust(scope.name, subject.namespace, subject.serviceAccount),
    statements: statementsOf(permissions, scope),
  });
  const association = new awsEks.PodIdentityAssociation(
    `${scope.name}-${name}`,
    {
      clusterName: controlPlane.eksCluster.name,
      namespace: subject.namespace,
      serviceAccount: subject.serviceAccount,
      roleArn: role.arn,
      tags: { ...scope.tags, Name: `${scope.name}-${name}` },
    },
    { ...scope.options, deletedWith: controlPlane },
  );
  return { ...nothing, resources: [association, ...policies] };
}
