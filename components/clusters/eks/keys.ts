import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../key";
import { policyDocument, type Statement } from "./policy";
import { type AccountScope, arnOf } from "./scope";

// Source: "Key usage" in "Required AWS KMS key policy for use with encrypted volumes" (EC2 Auto Scaling User Guide).
const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"] as const;

/** What may be done with a key of volumes on behalf of a service: use it, and let EC2 use it for an instance. */
export function volumeKeyStatements(
  principal: Statement["Principal"] | undefined,
  resource: pulumi.Input<string>,
): readonly Statement[] {
  const who = principal === undefined ? {} : { Principal: principal };
  return [
    { ...who, Action: use, Resource: resource },
    {
      ...who,
      Action: "kms:CreateGrant",
      Resource: resource,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

// The account's own IAM policies decide who uses the key: the default, which keeps a key from becoming unmanageable.
// Source: "Default key policy" (KMS Developer Guide).
function accountStatement({ partition, accountId }: AccountScope): Statement {
  return {
    Sid: "AccountByIamPolicies",
    Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * Makes a customer-managed key that is rotated each year, and its alias.
 * @param statements who may use it besides those whom the account's IAM policies allow
 */
export function createKey(
  scope: AccountScope,
  purpose: string,
  description: string,
  statements: readonly Statement[] = [],
): kms.Key {
  const name = `${scope.name}-${purpose}`;
  const key = new kms.Key(
    name,
    {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: scope.protect ? 30 : 7,
      policy: policyDocument([accountStatement(scope), ...statements]),
      // Also what tells one key from another, where a create's answer got lost.
      tags: { ...scope.tags, Name: name },
    },
    // What is kept is readable only as long as its key is.
    { ...scope.options, protect: scope.protect, retainOnDelete: scope.protect },
  );
  new kms.Alias(name, { name: `alias/${scope.name}/${purpose}`, targetKeyId: key.keyId }, scope.options);
  return key;
}

/** Makes a key for a workload. */
export function createWorkloadKey(scope: AccountScope, purpose: string): Key {
  const key = createKey(scope, purpose, `${purpose} in ${scope.name}`);
  return {
    purpose,
    id: key.arn,
    seal: { type: "awskms", settings: { region: scope.region, kms_key_id: key.keyId } },
    resources: [key],
  };
}

/** The keys of a cluster. */
export interface Keys {
  /** For the envelope encryption of Kubernetes secrets. */
  readonly secrets: kms.Key;
  /** For log groups. */
  readonly logs: kms.Key;
  /** For the disks of nodes and the persistent volumes of pods. */
  readonly volumes: kms.Key;
}

/** Makes the keys of a cluster. */
export function createKeys(scope: AccountScope): Keys {
  return {
    secrets: createKey(scope, "secrets", `Kubernetes secrets of ${scope.name}`),
    logs: createKey(scope, "logs", `Logs of ${scope.name}`, [logsStatement(scope)]),
    volumes: createKey(
      scope,
      "volumes",
      `Volumes of ${scope.name}`,
      launchers(scope).flatMap((AWS) => volumeKeyStatements({ AWS }, "*")),
    ),
  };
}

// Source: "Encrypt log data in CloudWatch Logs using AWS KMS" (CloudWatch Logs User Guide).
function logsStatement(scope: AccountScope): Statement {
  return {
    Sid: "LogGroupsOfTheCluster",
    Principal: { Service: `logs.${scope.region}.amazonaws.com` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": [
          arnOf(scope, "logs", `log-group:/aws/eks/${scope.name}/*`),
          arnOf(scope, "logs", `log-group:/aws/vpc/${scope.name}/*`),
        ],
      },
    },
  };
}

/**
 * The service-linked roles that start nodes with encrypted disks: Auto Scaling's for node groups, and EC2 Spot's where
 * Karpenter may ask for spot. Both have to be there when the key is made. Sources: "Required AWS KMS key policy for use
 * with encrypted volumes" (EC2 Auto Scaling User Guide); "Service-linked role for Spot Instance requests" (EC2 User Guide).
 */
function launchers({ cluster, config, partition, accountId }: AccountScope): pulumi.Output<string>[] {
  const capacity = cluster.autoscaler === "karpenter" ? config.addons.karpenter?.capacity : undefined;
  const spot = Array.isArray(capacity) && capacity.includes("spot");
  const roles = [
    "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    ...(spot ? ["spot.amazonaws.com/AWSServiceRoleForEC2Spot"] : []),
  ];
  return roles.map((role) => pulumi.interpolate`arn:${partition}:iam::${accountId}:role/aws-service-role/${role}`);
}
