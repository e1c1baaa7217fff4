import { IAMMember } from "@pulumi/gcp/projects/iammember";
import { Account } from "@pulumi/gcp/serviceaccount/account";
import * as pulumi from "@pulumi/pulumi";
import { accountIdOf } from "./names";
import type { GkeSite } from "./site";

/** Who the nodes are in Google Cloud. */
export interface NodeAccount {
  readonly email: pulumi.Output<string>;
  /** A number that no other account ever has, also none of the same address later. */
  readonly uniqueId: pulumi.Output<string>;
  /** The account and its roles: nodes without them do not become ready. */
  readonly resources: readonly pulumi.Resource[];
}

/**
 * What a node may do: write logs and metrics, and pull images. Workloads get rights of their own through workload
 * identity. Source: GKE, "Use least privilege IAM service accounts".
 */
const roles = {
  "default-node": "roles/container.defaultNodeServiceAccount",
  "image-reader": "roles/artifactregistry.reader",
} as const;

/** Makes the nodes' service account, in place of the Compute Engine default one, which is the project's editor. */
export function createNodeAccount(
  { name, project }: GkeSite,
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): NodeAccount {
  const account = new Account(
    `${name}-nodes`,
    { project, accountId: accountIdOf(name, "nodes"), displayName: `Nodes of ${name}` },
    { parent, dependsOn: [...dependsOn] },
  );
  const member = pulumi.interpolate`serviceAccount:${account.email}`;
  const members = Object.entries(roles).map(
    ([key, role]) => new IAMMember(`${name}-nodes-${key}`, { project, role, member }, { parent }),
  );
  return { email: account.email, uniqueId: account.uniqueId, resources: [account, ...members] };
}
