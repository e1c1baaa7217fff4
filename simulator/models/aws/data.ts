import { reach } from "../../inputs";
import type { TypeModel } from "../../model";
import { type Models, named, refusals, text } from "../fields";
import { account, arn, badPolicy, key, regionOf } from "./names";

const bucketType = "aws:s3/bucket:Bucket";
const queueType = "aws:sqs/queue:Queue";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
// A bucket goes with its settings.
const ofBucket = { bucket: { type: bucketType, onDelete: "cascade" } } as const;

// A setting of a bucket has the bucket's name for its id, and is set once more when it is there.
// Source: the AWS provider's resources of that name.
const bucketSetting: TypeModel = {
  id: (inputs) => text(inputs, "bucket"),
  refs: ofBucket,
  upsert: true,
  replaceOn: ["bucket"],
};

// Source: Amazon CloudWatch Logs API, PutRetentionPolicy.
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Logs, queues and buckets. Sources: each type's documentation in @pulumi/aws for what forces a new resource; the
 * services' API references for ids, ARNs and refusals.
 */
export const dataModels: Models = {
  "aws:cloudwatch/logGroup:LogGroup": {
    id: named(),
    outputs: (inputs, id, context) => ({ ...arn("logs", () => `log-group:${id}`)(inputs, id, context), name: id }),
    refs: { kmsKeyId: key },
    taken: () => "ResourceAlreadyExistsException: The specified log group already exists",
    replaceOn: ["name", "namePrefix", "logGroupClass"],
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
    importing: ({ inputs, outputs }) => `${text(inputs, "rule")}/${text(outputs, "targetId")}`,
    outputs: (inputs, id) => ({ targetId: text(inputs, "targetId") || id }),
    // A rule cannot be deleted while it has targets; a target's queue can.
    refs: { rule: { type: ruleType }, arn: { type: queueType, output: "arn", onDelete: "ignore" } },
    upsert: true,
    replaceOn: ["rule", "targetId", "eventBusName"],
  },
  [queueType]: {
    id: (inputs, context) => `https://sqs.${regionOf(context)}.amazonaws.com/${account}/${named()(inputs, context)}`,
    outputs: (inputs, id, context) => ({
      ...arn("sqs", () => id.split("/").at(-1) ?? "")(inputs, id, context),
      name: id.split("/").at(-1),
      url: id,
    }),
    replaceOn: ["name", "namePrefix", "fifoQueue"],
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
