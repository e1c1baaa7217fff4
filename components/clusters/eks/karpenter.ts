import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { Queue } from "@pulumi/aws/sqs/queue";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../config/values/names";
import type { AutoscalerParts } from "./autoscale";
import type { Keys } from "./keys";
import { admitNodes, createNodeRole } from "./nodes";
import { policyDocument } from "./policy";
import type { Scope } from "./scope";

// What tells that a node will go. Source: karpenter-provider-aws, v1.13 "CloudFormation" reference, interruption handling.
const events: Readonly<Record<string, { readonly source: string; readonly type: string }>> = {
  health: { source: "aws.health", type: "AWS Health Event" },
  spot: { source: "aws.ec2", type: "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", type: "EC2 Instance Rebalance Recommendation" },
  state: { source: "aws.ec2", type: "EC2 Instance State-change Notification" },
  reservation: { source: "aws.ec2", type: "EC2 Capacity Reservation Instance Interruption Warning" },
};

/** What Karpenter finds in the cloud, and what has to be there before it starts. */
export interface KarpenterParts extends AutoscalerParts {
  readonly resources: readonly pulumi.Resource[];
}

/** Makes the queue that tells of nodes that go, and the role of nodes that Karpenter starts. */
export function createKarpenterParts(scope: Scope, controlPlane: ControlPlane, keys: Keys): KarpenterParts {
  const queue = createQueue(scope);
  const rules = Object.entries(events).map(([event, { source, type }]) =>
    createRule(scope, queue, event, { source: [source], "detail-type": [type] }),
  );
  const policy = createQueuePolicy(
    scope,
    queue,
    rules.map(({ rule }) => rule),
  );
  const { role, policies } = createNodeRole(scope, "karpenter-nodes");
  const admitted = admitNodes(scope, "karpenter-nodes", controlPlane, role);
  return {
    queue,
    nodeRole: role,
    volumesKeyArn: keys.volumes.arn,
    resources: [policy, ...rules.map(({ target }) => target), ...policies, admitted],
  };
}

function createQueue({ name, options, tags }: Scope): Queue {
  return new Queue(
    `${name}-interruptions`,
    {
      name: physicalName({ max: 80, separator: "-" }, name, "interruptions"),
      messageRetentionSeconds: 300,
      sqsManagedSseEnabled: true,
      tags,
    },
    options,
  );
}

function createQueuePolicy({ name, options }: Scope, queue: Queue, rules: readonly EventRule[]): QueuePolicy {
  return new QueuePolicy(
    `${name}-interruptions`,
    {
      queueUrl: queue.url,
      policy: policyDocument([
        {
          Sid: "Events",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": rules.map(({ arn }) => arn) } },
        },
        {
          Sid: "OnlyOverTls",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    },
    options,
  );
}

function createRule({ name, options, tags }: Scope, queue: Queue, event: string, pattern: object) {
  const part = `${name}-${event}`;
  const rule = new EventRule(
    part,
    {
      name: physicalName({ max: 64, separator: "-" }, name, event),
      description: `Nodes of ${name} that will go, for Karpenter`,
      eventPattern: JSON.stringify(pattern),
      tags,
    },
    options,
  );
  const target = new EventTarget(part, { rule: rule.name, targetId: "karpenter", arn: queue.arn }, options);
  return { rule, target };
}
