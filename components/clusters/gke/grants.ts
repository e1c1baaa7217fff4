import { DnsManagedZoneIamMember } from "@pulumi/gcp/dns/dnsManagedZoneIamMember";
import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember";
import { IAMCustomRole } from "@pulumi/gcp/projects/iamcustomRole";
import { IAMMember as ProjectMember } from "@pulumi/gcp/projects/iammember";
import { Account } from "@pulumi/gcp/serviceaccount/account";
import { IAMMember as AccountMember } from "@pulumi/gcp/serviceaccount/iammember";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember";
import * as pulumi from "@pulumi/pulumi";
import type { Grant } from "../cluster";
import type { Permission, Subject } from "../permissions";
import { accountIdOf, roleIdOf } from "./names";
import { type CustomRole, customRoles, type Right, rightsFor } from "./rights";
import { workloadPoolOf } from "./security";
import type { GkeSite } from "./site";

/** The annotation by which GKE knows whom a service account of the cluster acts as. */
export const accountAnnotation = "iam.gke.io/gcp-service-account";

const nothing: Grant = { annotations: {}, labels: {}, podLabels: {}, resources: [] };

/** Gives service accounts of a cluster rights in its project, each through a Google service account of its own. */
export class Grants {
  readonly #roles = new Map<CustomRole, IAMCustomRole>();

  /**
   * @param pool what the workload identity pool comes into being with: the project's first cluster
   * @param once text that is another one when the stack is built again
   */
  constructor(
    private readonly site: GkeSite,
    private readonly parent: pulumi.Resource,
    private readonly pool: pulumi.Resource,
    private readonly once: pulumi.Output<string>,
    private readonly apis: readonly pulumi.Resource[],
  ) {}

  grant(name: string, subject: Subject, permissions: readonly Permission[]): Grant {
    const rights = distinct(permissions.flatMap(rightsFor));
    if (rights.length === 0) return nothing;
    const base = `${this.site.name}-${name}`;
    const account = this.#account(name, subject);
    const identity = new AccountMember(
      `${base}-identity`,
      {
        serviceAccountId: account.name,
        role: "roles/iam.workloadIdentityUser",
        member: `serviceAccount:${workloadPoolOf(this.site)}[${subject.namespace}/${subject.serviceAccount}]`,
      },
      { parent: this.parent, dependsOn: [this.pool] },
    );
    return {
      ...nothing,
      annotations: { [accountAnnotation]: account.email },
      resources: [account, identity, ...rights.map((right) => this.#bind(base, account, right))],
    };
  }

  #account(name: string, { namespace, serviceAccount }: Subject): Account {
    return new Account(
      `${this.site.name}-${name}`,
      {
        project: this.site.project,
        accountId: accountIdOf(this.site.name, name),
        displayName: `${namespace}/${serviceAccount} in ${this.site.name}`.slice(0, 100),
      },
      { parent: this.parent, dependsOn: [...this.apis] },
    );
  }

  #bind(base: string, account: Account, right: Right): pulumi.Resource {
    const name = `${base}-${right.name}`;
    const member = pulumi.interpolate`serviceAccount:${account.email}`;
    const role = "custom" in right ? this.#customRole(right.custom).name : right.role;
    const options = { parent: this.parent };
    switch (right.on) {
      case "bucket":
        return new BucketIAMMember(name, { bucket: right.bucket, role, member }, options);
      case "key":
        return new CryptoKeyIAMMember(name, { cryptoKeyId: right.key, role, member }, options);
      case "zone":
        return new DnsManagedZoneIamMember(
          name,
          { project: this.site.project, managedZone: right.zone, role, member },
          options,
        );
      case "itself":
        return new AccountMember(name, { serviceAccountId: account.name, role, member }, options);
      case "project": {
        const condition =
          "condition" in right && right.condition !== undefined
            ? { condition: { title: right.name.slice(0, 100), expression: right.condition } }
            : {};
        return new ProjectMember(name, { project: this.site.project, role, member, ...condition }, options);
      }
    }
  }

  #customRole(name: CustomRole): IAMCustomRole {
    const found = this.#roles.get(name);
    if (found !== undefined) return found;
    const { title, permissions } = customRoles[name];
    const role = new IAMCustomRole(
      `${this.site.name}-role-${name}`,
      {
        project: this.site.project,
        // A deleted role's id stays taken for up to 37 days, which a stack that is built again can't wait for.
        roleId: pulumi.interpolate`${roleIdOf(this.site.name, name)}_${this.once}`,
        title: `${title} (${this.site.name})`.slice(0, 100),
        permissions,
      },
      { parent: this.parent, dependsOn: [...this.apis] },
    );
    this.#roles.set(name, role);
    return role;
  }
}

// Two permissions can need the same right, such as reading in one bucket and writing in another.
function distinct(rights: readonly Right[]): readonly Right[] {
  return [...new Map(rights.map((right) => [`${right.on} ${right.name}`, right])).values()];
}
