import type { Statement } from "./policy";

// The tag that the controller puts on everything that it makes.
const tag = "elbv2.k8s.aws/cluster";
const requested = { Null: { [`aws:RequestTag/${tag}`]: "false" } };
const owned = { Null: { [`aws:ResourceTag/${tag}`]: "false" } };
const retagged = { Null: { [`aws:RequestTag/${tag}`]: "true", [`aws:ResourceTag/${tag}`]: "false" } };

/**
 * What the AWS Load Balancer Controller does. Source: aws-load-balancer-controller, docs/install/iam_policy.json (August
 * 2026, of the line of v3), whose statements these are, in its order.
 */
export function loadBalancerStatements(partition: string): readonly Statement[] {
  const elb = (...kinds: string[]) => kinds.map((kind) => `arn:${partition}:elasticloadbalancing:*:*:${kind}`);
  const balancers = elb("targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*");
  const securityGroups = `arn:${partition}:ec2:*:*:security-group/*`;
  return [
    {
      Action: "iam:CreateServiceLinkedRole",
      Resource: "*",
      Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
    { Action: reads, Resource: "*" },
    { Action: integrations, Resource: "*" },
    { Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], Resource: "*" },
    { Action: "ec2:CreateSecurityGroup", Resource: "*" },
    {
      Action: "ec2:CreateTags",
      Resource: securityGroups,
      Condition: { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" }, ...requested },
    },
    { Action: ["ec2:CreateTags", "ec2:DeleteTags"], Resource: securityGroups, Condition: retagged },
    {
      Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"],
      Resource: "*",
      Condition: owned,
    },
    {
      Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      Resource: "*",
      Condition: requested,
    },
    { Action: listeners, Resource: "*" },
    {
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: balancers,
      Condition: retagged,
    },
    {
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: elb("listener/net/*/*/*", "listener/app/*/*/*", "listener-rule/net/*/*/*", "listener-rule/app/*/*/*"),
    },
    { Action: changes, Resource: "*", Condition: owned },
    {
      Action: "elasticloadbalancing:AddTags",
      Resource: balancers,
      Condition: {
        StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
        ...requested,
      },
    },
    {
      Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      Resource: elb("targetgroup/*/*"),
    },
    { Action: listenerChanges, Resource: "*" },
  ];
}

const reads = [
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAddresses",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeVpcs",
  "ec2:DescribeVpcPeeringConnections",
  "ec2:DescribeSubnets",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeInstances",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeTags",
  "ec2:GetCoipPoolUsage",
  "ec2:DescribeCoipPools",
  "ec2:GetSecurityGroupsForVpc",
  "ec2:DescribeIpamPools",
  "ec2:DescribeRouteTables",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeListenerCertificates",
  "elasticloadbalancing:DescribeSSLPolicies",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeTargetHealth",
  "elasticloadbalancing:DescribeTags",
  "elasticloadbalancing:DescribeTrustStores",
  "elasticloadbalancing:DescribeListenerAttributes",
  "elasticloadbalancing:DescribeCapacityReservation",
];

const integrations = [
  "cognito-idp:DescribeUserPoolClient",
  "acm:ListCertificates",
  "acm:DescribeCertificate",
  "iam:ListServerCertificates",
  "iam:GetServerCertificate",
  "waf-regional:GetWebACL",
  "waf-regional:GetWebACLForResource",
  "waf-regional:AssociateWebACL",
  "waf-regional:DisassociateWebACL",
  "wafv2:GetWebACL",
  "wafv2:GetWebACLForResource",
  "wafv2:AssociateWebACL",
  "wafv2:DisassociateWebACL",
  "shield:GetSubscriptionState",
  "shield:DescribeProtection",
  "shield:CreateProtection",
  "shield:DeleteProtection",
];

const listeners = ["CreateListener", "DeleteListener", "CreateRule", "DeleteRule"].map(elbAction);

const changes = [
  "ModifyLoadBalancerAttributes",
  "SetIpAddressType",
  "SetSecurityGroups",
  "SetSubnets",
  "DeleteLoadBalancer",
  "ModifyTargetGroup",
  "ModifyTargetGroupAttributes",
  "DeleteTargetGroup",
  "ModifyListenerAttributes",
  "ModifyCapacityReservation",
  "ModifyIpPools",
].map(elbAction);

const listenerChanges = [
  "SetWebAcl",
  "ModifyListener",
  "AddListenerCertificates",
  "RemoveListenerCertificates",
  "ModifyRule",
  "SetRulePriorities",
].map(elbAction);

function elbAction(action: string): string {
  return `elasticloadbalancing:${action}`;
}
