import * as aws from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import type { EksConfig } from "../../config/clusters";
import { partitionOf } from "../../config/clusters/eksRegions";
import type { Config } from "../../config/parse";
import { physicalName } from "../../config/values/names";

/** What every part of a cluster is made with. */
export interface Scope {
  readonly cluster: EksConfig;
  readonly config: Config;
  /** The cluster's physical name, which the names of its parts start with. */
  readonly name: string;
  readonly region: string;
  readonly partition: string;
  /** Parent and AWS provider of every part. */
  readonly options: { readonly parent: pulumi.Resource; readonly provider: aws.Provider };
  /** Tags on everything that can carry them; the provider's default tags are the same. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether Pulumi refuses to delete what holds data or keys. */
  readonly protect: boolean;
}

/** A scope once the account is known. */
export interface AccountScope extends Scope {
  readonly accountId: pulumi.Output<string>;
}

/** Makes the AWS provider of a cluster, and gives what its parts are made with. */
export function createScope(config: Config, cluster: EksConfig, name: string, parent: pulumi.Resource): Scope {
  const { region } = cluster;
  const tags = { ...config.tags, stack: config.stack, cluster: name, "managed-by": "kubernetes-architect" };
  const provider = new aws.Provider(
    `${name}-aws`,
    {
      region,
      defaultTags: { tags },
      ...(cluster.accountId === undefined ? {} : { allowedAccountIds: [cluster.accountId] }),
    },
    { parent },
  );
  return {
    cluster,
    config,
    name,
    region,
    partition: partitionOf(cluster.region),
    options: { parent, provider },
    tags,
    protect: cluster.deletionProtection,
  };
}

/** An IAM name: at most 64 characters, one of its kind in an account whatever the region. */
export function iamName({ name, region }: Scope, ...parts: string[]): string {
  return physicalName({ max: 64, separator: "-" }, name, region, ...parts);
}

/** The ARN of something in the cluster's account and region. */
export function arnOf(scope: AccountScope, service: string, resource: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${scope.partition}:${service}:${scope.region}:${scope.accountId}:${resource}`;
}

/** The cluster's ARN, which is known before the cluster is. */
export function clusterArn(scope: AccountScope): pulumi.Output<string> {
  return arnOf(scope, "eks", `cluster/${scope.name}`);
}

/** The ARN of a policy that AWS keeps. */
export function managedPolicy({ partition }: Scope, name: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}
