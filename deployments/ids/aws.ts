import type { Ids } from "./template";

const bucket = "{bucket}";

/** What imports a resource of AWS. Source: "Import" in the SDK's documentation of each type. */
export const awsIds: Ids = {
  "aws:ec2/route:Route": "{routeTableId}_{destinationCidrBlock}",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "{subnetId}/{routeTableId}",
  "aws:eks/cluster:Cluster": "{name}",
  "aws:eks/nodeGroup:NodeGroup": "{clusterName}:{nodeGroupName}",
  "aws:eks/addon:Addon": "{clusterName}:{addonName}",
  "aws:eks/accessEntry:AccessEntry": "{clusterName}:{principalArn}",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "{clusterName}#{principalArn}#{policyArn}",
  "aws:autoscaling/tag:Tag": "{autoscalingGroupName},{tag.key}",
  "aws:iam/role:Role": "{name}",
  "aws:iam/rolePolicy:RolePolicy": "{role}:{name}",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "{role}/{policyArn}",
  "aws:kms/alias:Alias": "{name}",
  "aws:cloudwatch/logGroup:LogGroup": "{name}",
  "aws:cloudwatch/eventRule:EventRule": "{name}",
  "aws:cloudwatch/eventTarget:EventTarget": "{rule}/{targetId}",
  "aws:sqs/queuePolicy:QueuePolicy": "{queueUrl}",
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucket,
  "aws:s3/bucketPolicy:BucketPolicy": bucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucket,
  "aws:s3/bucketVersioning:BucketVersioning": bucket,
};
