import type * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../key";
import type { Permission, PermissionKind } from "../permissions";
import { type AutoscalerParts, autoscaleStatements } from "./autoscale";
import { volumeKeyStatements } from "./keys";
import { loadBalancerStatements } from "./loadBalancerPolicy";
import type { Statement } from "./policy";
import { type AccountScope, arnOf } from "./scope";

/** What rights are worked out from. */
export interface PermissionScope extends AccountScope {
  readonly volumesKey: kms.Key;
  readonly autoscaler: AutoscalerParts | undefined;
}

type Rule<K extends PermissionKind> = (
  permission: Extract<Permission, { readonly kind: K }>,
  scope: PermissionScope,
) => readonly Statement[];

// Each permission as the least of AWS's own rights that does it.
const rules: { readonly [K in PermissionKind]: Rule<K> } = {
  "objectStore.readWrite": ({ bucket }) => [
    {
      Action: ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
      Resource: bucket.resourceId,
    },
    {
      Action: [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
      ],
      Resource: pulumi.interpolate`${bucket.resourceId}/*`,
    },
    ...ofKey(bucket.keyId, ["kms:GenerateDataKey", "kms:Decrypt"]),
  ],
  "objectStore.read": ({ bucket }) => [
    { Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: bucket.resourceId },
    { Action: "s3:GetObject", Resource: pulumi.interpolate`${bucket.resourceId}/*` },
    ...ofKey(bucket.keyId, ["kms:Decrypt"]),
  ],
  "volumes.snapshot": (_, scope) => snapshotStatements(scope),
  "nodes.autoscale": (_, scope) => autoscaleStatements(scope, scope.autoscaler),
  "loadBalancers.manage": (_, scope) => loadBalancerStatements(scope.partition),
  "dns.edit": ({ zone }, scope) => zoneStatements(zone, scope),
  "secrets.read": ({ prefix }, scope) => secretStatements(prefix, scope),
  "keys.unseal": ({ key }, scope) => unsealStatements(key, scope),
  // By its ARN, or by its name in the cluster's account and region. Source: KEDA, "AWS SQS Queue".
  "queues.measure": ({ queue }, scope) => [
    {
      Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
      Resource: queue.startsWith("arn:") ? queue : arnOf(scope, "sqs", queue),
    },
  ],
  // CloudWatch gives no rights on less than all of an account's metrics.
  "metrics.read": () => [{ Action: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"], Resource: "*" }],
  "images.read": (_, { partition }) => imageStatements(partition),
  "prices.read": () => [
    {
      Action: ["pricing:GetProducts", "pricing:DescribeServices", "ec2:DescribeSpotPriceHistory"],
      Resource: "*",
    },
  ],
};

/** The rights of a workload, as IAM statements. */
export function statementsOf(permissions: readonly Permission[], scope: PermissionScope): readonly Statement[] {
  const rulesOf = <K extends PermissionKind>(permission: Extract<Permission, { readonly kind: K }>, kind: K) =>
    rules[kind](permission, scope);
  return permissions.flatMap((permission) => rulesOf(permission, permission.kind));
}

function ofKey(key: pulumi.Output<string> | undefined, Action: readonly string[]): readonly Statement[] {
  return key === undefined ? [] : [{ Action, Resource: key }];
}

// Source: velero-plugin-for-aws, README ("Set permissions for Velero"); the tag is Velero's on each snapshot.
function snapshotStatements(scope: PermissionScope): readonly Statement[] {
  const volumes = arnOf(scope, "ec2", "volume/*");
  const snapshots = `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`;
  return [
    { Action: ["ec2:DescribeVolumes", "ec2:DescribeSnapshots"], Resource: "*" },
    { Action: ["ec2:CreateVolume", "ec2:CreateSnapshot"], Resource: [volumes, snapshots] },
    {
      Action: "ec2:CreateTags",
      Resource: [volumes, snapshots],
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot"] } },
    },
    {
      Action: "ec2:DeleteSnapshot",
      Resource: snapshots,
      Condition: { StringLike: { "aws:ResourceTag/velero.io/backup": "*" } },
    },
    ...volumeKeyStatements(undefined, scope.volumesKey.arn),
  ];
}

/**
 * Rights on one Route 53 zone: by its id, or by the names in it where only its name is known. Sources: external-dns,
 * docs/tutorials/aws.md; cert-manager, "Route53"; "Using IAM policy conditions for fine-grained access control" (Route 53).
 */
function zoneStatements(zone: string, { partition }: PermissionScope): readonly Statement[] {
  const byId = /^Z[A-Z0-9]{5,31}$/.test(zone);
  const name = zone.replace(/\.$/, "");
  const Resource = `arn:${partition}:route53:::hostedzone/${byId ? zone : "*"}`;
  const names = { "route53:ChangeResourceRecordSetsNormalizedRecordNames": [name, `*.${name}`] };
  return [
    {
      Action: "route53:ChangeResourceRecordSets",
      Resource,
      ...(byId ? {} : { Condition: { "ForAllValues:StringLike": names } }),
    },
    {
      Action: ["route53:ListResourceRecordSets", "route53:ListTagsForResource", "route53:ListTagsForResources"],
      Resource,
    },
    { Action: ["route53:ListHostedZones", "route53:ListHostedZonesByName"], Resource: "*" },
    { Action: "route53:GetChange", Resource: `arn:${partition}:route53:::change/*` },
  ];
}

// Source: external-secrets, docs/provider/aws-secrets-manager.md. A key of the account's own may encrypt the secret.
function secretStatements(prefix: string, scope: PermissionScope): readonly Statement[] {
  const secrets = arnOf(scope, "secretsmanager", `secret:${prefix}*`);
  return [
    {
      Action: [
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:GetResourcePolicy",
      ],
      Resource: secrets,
    },
    {
      Action: "kms:Decrypt",
      Resource: arnOf(scope, "kms", "key/*"),
      Condition: {
        StringEquals: { "kms:ViaService": `secretsmanager.${scope.region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:SecretARN": secrets },
      },
    },
  ];
}

// Whose images these are, their registries say: AWS's own among them, which EKS runs. Source: "Private registry
// authentication" and "Private repository policy examples" (ECR User Guide).
function imageStatements(partition: string): readonly Statement[] {
  return [
    { Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: `arn:${partition}:ecr:*:*:repository/*`,
    },
  ];
}

/** Source: Vault, "AWS KMS seal". The key is an ARN, an id, or an alias as `alias/…`. */
function unsealStatements(key: Key | string, scope: PermissionScope): readonly Statement[] {
  const Action = ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"];
  if (typeof key !== "string") return [{ Action, Resource: key.id }];
  if (key.startsWith("arn:")) return [{ Action, Resource: key }];
  if (!key.startsWith("alias/")) return [{ Action, Resource: arnOf(scope, "kms", `key/${key}`) }];
  return [
    {
      Action,
      Resource: arnOf(scope, "kms", "key/*"),
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": key } },
    },
  ];
}
