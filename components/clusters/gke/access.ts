import { IAMMember } from "@pulumi/gcp/projects/iammember";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

const roles = { admins: "roles/container.admin", viewers: "roles/container.viewer" } as const;

/**
 * Gives people and groups their role in this cluster only: GKE's roles are granted on a project, and a condition holds
 * them to one cluster. Source: IAM, "Resource attributes for IAM Conditions", container.googleapis.com.
 */
export function createAccess(
  { name, project, location, config }: GkeSite,
  controlPlane: pulumi.Resource,
  parent: pulumi.Resource,
): void {
  for (const kind of ["admins", "viewers"] as const)
    for (const member of config.access[kind])
      new IAMMember(
        `${name}-${kind}-${member}`,
        {
          project,
          role: roles[kind],
          member,
          condition: {
            title: `${name}-${kind}`,
            description: `Only the cluster ${name}.`,
            expression: `resource.name.endsWith("/${location}/clusters/${name}")`,
          },
        },
        { parent, dependsOn: [controlPlane] },
      );
}
