import { IAMMember } from "@pulumi/gcp/projects/iammember";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

const roles = { admins: "roles/container.admin", viewers: "roles/container.viewer" } as const;

/**
 * Gives people and groups their role in this cluster only: GKE's roles are granted on a project, and a condition holds
 * them to one cluster. The cluster need not exist yet, and while it is made the roles take effect everywhere.
 * @returns the roles of the admins: whoever runs Pulumi may have theirs from there
 */
export function createAccess(
  site: GkeSite,
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { name, project, config } = site;
  const give = (kind: keyof typeof roles, member: string) =>
    new IAMMember(
      `${name}-${kind}-${member}`,
      {
        project,
        role: roles[kind],
        member,
        condition: {
          title: `${name}-${kind}`,
          description: `Only the cluster ${name}.`,
          expression: onlyClusterOf(site),
        },
      },
      { parent, dependsOn: [...dependsOn] },
    );
  for (const member of config.access.viewers) give("viewers", member);
  return config.access.admins.map((member) => give("admins", member));
}

// Source: IAM, "Resource attributes for IAM Conditions", container.googleapis.com/Cluster; its parts are below it.
function onlyClusterOf({ name, project, location }: GkeSite): string {
  const parts = `projects/${project}/locations/${location}/clusters/${name}/`;
  return `resource.name.endsWith("/${location}/clusters/${name}") || resource.name.startsWith("${parts}")`;
}
