import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import * as ec2 from "@pulumi/aws/ec2";
import type * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { createRole, serviceTrust } from "./policy";
import { type AccountScope, arnOf, type Scope } from "./scope";

/**
 * Makes the log group of the control plane, before EKS would make one that keeps everything for ever, unencrypted by
 * us. Its name is EKS's own.
 */
export function createControlPlaneLogs(scope: Scope, key: kms.Key): LogGroup {
  return new LogGroup(
    `${scope.name}-control-plane`,
    {
      name: `/aws/eks/${scope.name}/cluster`,
      retentionInDays: scope.cluster.logs.retentionDays,
      kmsKeyId: key.arn,
      tags: scope.tags,
    },
    { ...scope.options, protect: scope.protect },
  );
}

/** Makes the log of a VPC's traffic, if the config wants one. */
export function createFlowLogs(scope: AccountScope, vpc: ec2.Vpc, key: kms.Key): void {
  const { name, cluster, options, tags } = scope;
  const { enabled, retentionDays } = cluster.network.flowLogs;
  if (!enabled) return;
  const part = `${name}-flow-logs`;
  const group = new LogGroup(
    part,
    { name: `/aws/vpc/${name}/flow-logs`, retentionInDays: retentionDays, kmsKeyId: key.arn, tags },
    options,
  );
  // Source: "IAM role for publishing flow logs to CloudWatch Logs" (VPC User Guide), which asks for the condition: without
  // it the service could write here for somebody else.
  const { role, policies } = createRole(scope, "flow-logs", {
    description: `Writes the VPC flow log of ${name}`,
    trust: serviceTrust("vpc-flow-logs.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": scope.accountId },
      ArnLike: { "aws:SourceArn": arnOf(scope, "ec2", "vpc-flow-log/*") },
    }),
    statements: [
      {
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
      },
    ],
  });
  new ec2.FlowLog(
    part,
    {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { ...tags, Name: name },
    },
    { ...options, dependsOn: [...policies] },
  );
}
