import { reach } from "../../inputs";
import type { TypeModel } from "../../model";
import { guid, type Models, named, refusals, text } from "../fields";
import { account, arn, badPolicy, key, regionOf } from "./names";

const roleType = "aws:iam/role:Role";
const bucketType = "aws:s3/bucket:Bucket";
const queueType = "aws:sqs/queue:Queue";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const ofRole = { role: { type: roleType } };
// A bucket goes with its settings.
const ofBucket = { bucket: { type: bucketType, onDelete: "cascade" } } as const;
const soon = { create: 1, update: 1, delete: 1 };

// A setting of a bucket has the bucket's name for its id, and is set once more when it is there.
// Source: the AWS provider's resources of that name.
const bucketSetting: TypeModel = {
  id: (inputs) => text(inputs, "bucket"),
  refs: ofBucket,
  upsert: true,
  replaceOn: ["bucket"],
  seconds: soon,
};

// Source: Amazon CloudWatch Logs API, PutRetentionPolicy.
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Roles, keys, logs, queues and buckets. Sources: each type's documentation in @pulumi/aws for what forces a new
 * resource; the services' API references for ids, ARNs and refusals.
 */
export const dataModels: Models = {
  [roleType]: {
    id: named(),
    outputs: (inputs, id, context) => ({
      ...arn("iam", () => `role${text(inputs, "path") || "/"}${id}`)(inputs, id, context),
      name: id,
      uniqueId: `AROA${String(context.serial).padStart(17, "0")}`,
      createDate: "2026-01-01T00:00:00Z",
    }),
    eventual: true,
    taken: (id) => `EntityAlreadyExists: Role with name ${id} already exists.`,
    replaceOn: ["name", "namePrefix", "path"],
    seconds: soon,
    refuse: (inputs, { cloud }) => [
      ...refusals([
        [
          inputs.name !== undefined && !/^[\w+=,.@-]{1,64}$/.test(text(inputs, "name")),
          `ValidationError: The role name '${text(inputs, "name")}' is invalid: 64 of [\\w+=,.@-] at most`,
        ],
        [text(inputs, "description").length > 1000, "ValidationError: description is longer than 1000 characters"],
      ]),
      ...badPolicy(text(inputs, "assumeRolePolicy"), cloud),
    ],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    id: (inputs, context) => `${text(inputs, "role")}:${named()(inputs, context)}`,
    refs: ofRole,
    upsert: true,
    replaceOn: ["role", "name", "namePrefix"],
    seconds: soon,
    refuse: (inputs, { cloud }) => [
      ...badPolicy(text(inputs, "policy"), cloud),
      ...refusals([
        [
          text(inputs, "policy").replaceAll(/\s/g, "").length > 10_240,
          "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role",
        ],
      ]),
    ],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: (inputs) => `${text(inputs, "role")}-${text(inputs, "policyArn")}`,
    refs: ofRole,
    upsert: true,
    replaceOn: ["role", "policyArn"],
    seconds: soon,
    refuse: (inputs) =>
      refusals([
        [
          !/^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/.+$/.test(text(inputs, "policyArn")),
          `InvalidInput: ARN ${text(inputs, "policyArn")} is not valid.`,
        ],
      ]),
  },
  "aws:kms/key:Key": {
    id: (_inputs, { serial }) => guid(serial),
    outputs: (inputs, id, context) => ({ ...arn("kms", () => `key/${id}`)(inputs, id, context), keyId: id }),
    replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
    seconds: { create: 10, update: 5, delete: 1 },
    refuse: (inputs, { cloud }) => {
      const days = inputs.deletionWindowInDays;
      return [
        ...(inputs.policy === undefined ? [] : badPolicy(text(inputs, "policy"), cloud)),
        ...refusals([
          [
            typeof days === "number" && (days < 7 || days > 30),
            "ValidationException: the waiting period is 7 to 30 days",
          ],
        ]),
      ];
    },
  },
  "aws:kms/alias:Alias": {
    id: named(),
    outputs: (inputs, id, context) => {
      const target = text(inputs, "targetKeyId").split("/").at(-1) ?? "";
      return {
        ...arn("kms", () => id)(inputs, id, context),
        targetKeyArn: arn("kms", () => `key/${target}`)(inputs, id, context).arn,
      };
    },
    taken: (id) => `AlreadyExistsException: An alias with the name ${id} already exists`,
    refs: { targetKeyId: { type: "aws:kms/key:Key", output: ["id", "arn"], onDelete: "cascade" } },
    replaceOn: ["name", "namePrefix"],
    seconds: soon,
    refuse: (inputs) =>
      refusals([
        [
          !/^alias\/(?!aws\/)[\w/-]{1,250}$/.test(text(inputs, "name")),
          `ValidationException: the alias '${text(inputs, "name")}' is invalid`,
        ],
      ]),
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    id: named(),
    outputs: (inputs, id, context) => ({ ...arn("logs", () => `log-group:${id}`)(inputs, id, context), name: id }),
    refs: { kmsKeyId: key },
    taken: () => "ResourceAlreadyExistsException: The specified log group already exists",
    replaceOn: ["name", "namePrefix", "logGroupClass"],
    seconds: soon,
    refuse: (inputs) => {
      const days = inputs.retentionInDays;
      return refusals([
        [
          inputs.name !== undefined && !/^[\w.\-/#]{1,512}$/.test(text(inputs, "name")),
          `InvalidParameterException: the log group's name '${text(inputs, "name")}' is invalid`,
        ],
        [
          typeof days === "number" && days !== 0 && !retentions.includes(days),
          `InvalidParameterException: ${days} days is no retention that there is`,
        ],
      ]);
    },
  },
  [ruleType]: {
    id: named(),
    outputs: (inputs, id, context) => ({ ...arn("events", () => `rule/${id}`)(inputs, id, context), name: id }),
    upsert: true,
    replaceOn: ["name", "namePrefix", "eventBusName"],
    seconds: soon,
    refuse: (inputs) =>
      refusals([
        [
          inputs.name !== undefined && !/^[\w.-]{1,64}$/.test(text(inputs, "name")),
          `ValidationException: the rule's name '${text(inputs, "name")}' is invalid`,
        ],
      ]),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: (inputs, context) => `${text(inputs, "rule")}-${named("targetId")(inputs, context)}`,
    outputs: (inputs, id) => ({ targetId: text(inputs, "targetId") || id }),
    // A rule cannot be deleted while it has targets; a target's queue can.
    refs: { rule: { type: ruleType }, arn: { type: queueType, output: "arn", onDelete: "ignore" } },
    upsert: true,
    replaceOn: ["rule", "targetId", "eventBusName"],
    seconds: soon,
  },
  [queueType]: {
    id: (inputs, context) => `https://sqs.${regionOf(context)}.amazonaws.com/${account}/${named()(inputs, context)}`,
    outputs: (inputs, id, context) => ({
      ...arn("sqs", () => id.split("/").at(-1) ?? "")(inputs, id, context),
      name: id.split("/").at(-1),
      url: id,
    }),
    replaceOn: ["name", "namePrefix", "fifoQueue"],
    seconds: { create: 25, update: 25, delete: 60 },
    refuse: (inputs) => {
      const seconds = inputs.messageRetentionSeconds;
      return refusals([
        [
          inputs.name !== undefined && !/^[\w-]{1,80}$/.test(text(inputs, "name")),
          "InvalidParameterValue: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        ],
        [
          typeof seconds === "number" && (seconds < 60 || seconds > 1_209_600),
          "InvalidAttributeValue: MessageRetentionPeriod is 60 to 1209600",
        ],
      ]);
    },
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    id: (inputs) => text(inputs, "queueUrl"),
    refs: { queueUrl: { type: queueType, onDelete: "cascade" } },
    upsert: true,
    replaceOn: ["queueUrl"],
    seconds: { create: 25, delete: 25 },
    refuse: (inputs, { cloud }) => badPolicy(text(inputs, "policy"), cloud),
  },
  [bucketType]: {
    id: named("bucket"),
    outputs: (inputs, id, context) => ({
      ...arn("s3", () => id)(inputs, id, context),
      bucket: id,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${id}.s3.${regionOf(context)}.amazonaws.com`,
      bucketRegion: regionOf(context),
      hostedZoneId: "Z1BKCTXD74EZPE",
    }),
    taken: () =>
      "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
    replaceOn: ["bucket", "bucketPrefix", "objectLockEnabled"],
    seconds: { create: 3, update: 2, delete: 2 },
    refuse: (inputs) =>
      refusals([
        [
          inputs.bucket !== undefined &&
            !/^(?!xn--|\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text(inputs, "bucket")),
          `InvalidBucketName: The specified bucket is not valid: ${text(inputs, "bucket")}`,
        ],
      ]),
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  "aws:s3/bucketPolicy:BucketPolicy": {
    ...bucketSetting,
    refuse: (inputs, { cloud }) => badPolicy(text(inputs, "policy"), cloud),
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    ...bucketSetting,
    refs: { ...ofBucket, "rules.*.applyServerSideEncryptionByDefault.kmsMasterKeyId": key },
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    ...bucketSetting,
    refuse: (inputs) =>
      refusals([
        [
          !["Enabled", "Suspended", "Disabled"].includes(String(reach(inputs, "versioningConfiguration.status")[0])),
          "MalformedXML: the versioning status is invalid",
        ],
      ]),
  },
};
