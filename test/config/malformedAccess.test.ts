import { type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "an API server that is open to all": [
    `cluster:
  cloud: eks
  region: eu-west-1
  endpoint:
    access: restricted
    allowedCidrs: [203.0.113.0/24, 0.0.0.0/0]`,
    'stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.endpoint.allowedCidrs[1]: found "0.0.0.0/0"; allowed: networks of yours: the API server is never open to all',
  ],
  "an API server that is public": [
    `cluster:
  cloud: eks
  region: eu-west-1
  endpoint: { access: public }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint.access: found "public"; allowed: private or restricted',
  ],
  "a restricted endpoint without networks": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  endpoint: { access: restricted }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.endpoint.allowedCidrs: missing; allowed: at least one network when access is restricted",
  ],
  "a private endpoint with networks": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  endpoint: { access: private, allowedCidrs: [203.0.113.7/32] }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.endpoint.allowedCidrs: found a list; allowed: no networks when access is private",
  ],
  "an address without a prefix length that may reach the endpoint": [
    `cluster:
  cloud: eks
  region: eu-west-1
  endpoint: { access: restricted, allowedCidrs: [203.0.113.7] }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint.allowedCidrs[0]: found "203.0.113.7"; allowed: an IPv4 network in CIDR form with no host bits set, such as 10.20.0.0/16',
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint.allowedCidrs: missing; allowed: at least one network when access is restricted",
  ],
  "an endpoint's networks as text": [
    `cluster:
  cloud: eks
  region: eu-west-1
  endpoint: { access: restricted, allowedCidrs: 203.0.113.0/24 }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint.allowedCidrs: found "203.0.113.0/24"; allowed: a list, each entry an IPv4 network in CIDR form with no host bits set, such as 10.20.0.0/16',
  ],
  "a VPC endpoint that is not one": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    endpoints: [ec2, ecr]`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.endpoints[1]: found "ecr"; allowed: autoscaling, ec2, ecr.api, ecr.dkr, eks, eks-auth, elasticloadbalancing, kms, logs, secretsmanager, sqs, ssm or sts; did you mean ecr.api?',
  ],
  "an IAM user's name instead of an ARN": [
    `cluster:
  cloud: eks
  region: eu-west-1
  access:
    admins: [alice]`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.access.admins[0]: found "alice"; allowed: the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/platform-admin',
  ],
  "an assumed role's ARN": [
    `cluster:
  cloud: eks
  region: eu-west-1
  access:
    admins:
      - arn:aws:iam::123456789012:role/platform-admin
      - arn:aws:sts::123456789012:assumed-role/admin/alice`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.access.admins[1]: found "arn:aws:sts::123456789012:assumed-role/admin/alice"; allowed: the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/platform-admin',
  ],
  "a role twice": [
    `cluster:
  cloud: eks
  region: eu-west-1
  access:
    admins: ["arn:aws:iam::123456789012:role/platform"]
    viewers: ["arn:aws:iam::123456789012:role/platform"]`,
    'stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.access.viewers[0]: found "arn:aws:iam::123456789012:role/platform" a second time; allowed: each role or user once, in one list',
  ],
  "nobody who administers a cluster on AKS": [
    "cluster: { cloud: aks, region: westeurope }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.access.admins: missing; allowed: a list, each entry an Entra ID group's object id in lower case, such as 0b1f6471-1bf0-4dda-aec3-cb9272f09590",
  ],
  "an empty list of administrators on AKS": [
    "cluster: { cloud: aks, region: westeurope, access: { admins: [] } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.access.admins: found an empty list; allowed: at least 1 entry",
  ],
  "a group's name instead of its id on AKS": [
    "cluster: { cloud: aks, region: westeurope, access: { admins: [Platform Admins] } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.access.admins[0]: found "Platform Admins"; allowed: an Entra ID group\'s object id in lower case, such as 0b1f6471-1bf0-4dda-aec3-cb9272f09590',
  ],
  "a group's id in capitals on AKS": [
    "cluster: { cloud: aks, region: westeurope, access: { admins: [6F1C2A54-3B0E-4A58-9D0B-2C7A1F6E8D11] } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.access.admins[0]: found "6F1C2A54-3B0E-4A58-9D0B-2C7A1F6E8D11"; allowed: an Entra ID group\'s object id in lower case, such as 0b1f6471-1bf0-4dda-aec3-cb9272f09590',
  ],
  "an address without its kind on GKE": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  access:
    admins: [alice@example.com]`,
    'stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.access.admins[0]: found "alice@example.com"; allowed: user:, group: or serviceAccount: and an address, such as group:platform@example.com',
  ],
  "everybody on GKE": [
    "cluster: { cloud: gke, project: acme-platform, region: europe-west1, access: { viewers: [allAuthenticatedUsers] } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.access.viewers[0]: found "allAuthenticatedUsers"; allowed: user:, group: or serviceAccount: and an address, such as group:platform@example.com',
  ],
};

describe("the config of who reaches a cluster", () => refusesEach(cases));
