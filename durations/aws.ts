import { type Durations, timed } from "./duration";

// "Logs" are the lines `Creation complete after …` of Terraform, whose AWS provider is the one below Pulumi's, in
// public repositories: the least, the middle one and the most of those that were found.
const policy = timed(25, 25, 25, "AWS provider, sqs/wait.go: waits until the queue has told its attributes for 25 s");
const cluster = timed(590, 600, 205, "12 logs of aws_eks_cluster: 501 to 683 s; 9 of its end: 69 to 522 s");

/** AWS. What is not here answers at once. */
export const awsDurations: Durations = {
  "aws:ec2/vpc:Vpc": timed(12, 12, 2, "logs of aws_vpc: 12 s, and 22 s where two attributes are changed"),
  "aws:ec2/subnet:Subnet": timed(2, 12, 2, "logs of aws_subnet: 1 s; 11 s where it gives out public addresses"),
  "aws:ec2/natGateway:NatGateway": timed(105, 3, 65, "9 logs of aws_nat_gateway: 85 to 125 s; of its end: 42 to 94 s"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": timed(
    60,
    30,
    40,
    "AWS PrivateLink Guide: pending until its network interfaces are there; no measurement was found",
  ),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": timed(1, 1, 0, "the provider only lets go of it"),
  "aws:eks/cluster:Cluster": cluster,
  "eks:index:Cluster": cluster,
  "aws:eks/nodeGroup:NodeGroup": timed(
    150,
    600,
    252,
    "16 logs of aws_eks_node_group: 88 to 221 s; of its end: 252 s; an update drains node by node (EKS User Guide)",
  ),
  "aws:eks/addon:Addon": timed(30, 30, 15, "logs of aws_eks_addon: 14 to 65 s"),
  "aws:eks/addon:Addon coredns": timed(15, 30, 15, "10 logs of the add-on coredns: 14 to 56 s"),
  "aws:eks/addon:Addon vpc-cni": timed(24, 35, 15, "5 logs of the add-on vpc-cni before there are nodes: 24 to 35 s"),
  "aws:eks/addon:Addon kube-proxy": timed(25, 25, 15, "5 logs of the add-on kube-proxy: 24 to 25 s"),
  "aws:eks/addon:Addon aws-ebs-csi-driver": timed(54, 54, 15, "7 logs of the add-on aws-ebs-csi-driver: 45 to 65 s"),
  "aws:kms/key:Key": timed(12, 5, 1, "3 logs of aws_kms_key: 12 to 29 s"),
  "aws:sqs/queue:Queue": timed(26, 26, 60, "6 logs of aws_sqs_queue: 25 to 26 s; SQS API, DeleteQueue: up to 60 s"),
  "aws:sqs/queuePolicy:QueuePolicy": policy,
  "aws:s3/bucket:Bucket": timed(3, 2, 2, "logs of aws_s3_bucket: 1 to 4 s"),
};
