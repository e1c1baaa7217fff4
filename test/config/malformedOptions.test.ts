import { keys, type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "an option of another cloud": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  accountId: "123456789012"`,
    `stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.accountId: found an option of eks only; allowed: here one of ${keys("gke")}`,
  ],
  "an option of two other clouds, deep inside": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    podCidr: 10.24.0.0/14`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.podCidr: found an option of aks or gke only; allowed: here one of cidr, serviceCidr, zoneCount, zones, nat, endpoints, flowLogs or peeredCidrs",
  ],
  "a misspelt option": [
    `cluster:
  cloud: eks
  region: eu-west-1
  deletionProtecton: true`,
    `stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.deletionProtecton: found an unknown key; allowed: one of ${keys("eks")}; did you mean deletionProtection?`,
  ],
  "a misspelt option that was required": [
    `cluster:
  cloud: eks
  regoin: eu-west-1`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.regoin: found an unknown key; allowed: one of ${keys("eks")}; did you mean region?`,
  ],
  "a misspelt option deep inside, with a wrong value under it": [
    `cluster:
  cloud: eks
  region: eu-west-1
  netwrok:
    flowLog: { enabled: "yes" }`,
    `stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.netwrok: found an unknown key; allowed: one of ${keys("eks")}; did you mean network?`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.netwrok.flowLog: found an unknown key; allowed: one of cidr, serviceCidr, zoneCount, zones, nat, endpoints, flowLogs or peeredCidrs; did you mean flowLogs?",
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.netwrok.flowLog.enabled: found "yes"; allowed: true or false',
  ],
  "an option with more around its name": [
    'cluster: { cloud: eks, region: eu-west-1, kubernetesVersion: "1.35" }',
    `stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.kubernetesVersion: found an unknown key; allowed: one of ${keys("eks")}; did you mean version?`,
  ],
  "an unknown option that is near to nothing": [
    `cluster:
  cloud: existing
  flavour: vanilla`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.flavour: found an unknown key; allowed: one of ${keys("existing")}`,
  ],
  "names that every object has": [
    `cluster:
  cloud: existing
  constructor: { a: 1 }
  toString: x
  __proto__: { profile: ephemeral }`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.constructor: found an unknown key; allowed: one of ${keys("existing")}`,
    `stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.toString: found an unknown key; allowed: one of ${keys("existing")}`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.__proto__: found a reserved name; allowed: any other key",
  ],
  "an account's id without quotes": [
    "cluster: { cloud: eks, region: eu-west-1, accountId: 123456789012 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.accountId: found 123456789012; allowed: text, in quotes: "123456789012"',
  ],
  "an account's id without quotes that starts with a zero": [
    "cluster: { cloud: eks, region: eu-west-1, accountId: 012345678901 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.accountId: found 012345678901; allowed: text, in quotes: "012345678901"',
  ],
  "text where true or false belongs": [
    'cluster: { cloud: eks, region: eu-west-1, deletionProtection: "yes" }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.deletionProtection: found "yes"; allowed: true or false',
  ],
  "true in quotes": [
    'cluster: { cloud: eks, region: eu-west-1, deletionProtection: "true" }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.deletionProtection: found "true"; allowed: true without quotes',
  ],
  "nothing after a key": [
    `cluster:
  cloud: eks
  region: eu-west-1
  endpoint:`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint: found nothing; allowed: a map of options",
  ],
  "a map where a list belongs": [
    "cluster: { cloud: eks, region: eu-west-1, access: { admins: { platform: admin } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.access.admins: found a map; allowed: a list, each entry the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/platform-admin",
  ],
  "a list where a map belongs": [
    "cluster: { cloud: eks, region: eu-west-1, network: [10.20.0.0/16] }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network: found a list; allowed: a map of options",
  ],
  "an audit log kept for days that CloudWatch does not take": [
    `cluster:
  cloud: eks
  region: eu-west-1
  logs: { retentionDays: 100 }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.logs.retentionDays: found 100; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
  ],
  "a kubeconfig's text instead of its path": [
    `cluster:
  cloud: existing
  kubeconfig: |
    apiVersion: v1
    users:
      - user: { client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo }`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.kubeconfig: found [secret]; allowed: the path of a kubeconfig file, starting with ~/, / or ./ and without spaces (the file's text is refused)",
  ],
  "Autopilot with node pools": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  mode: autopilot
  nodePools: { general: {} }`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools: found a map; allowed: nothing: Autopilot decides it by itself",
  ],
  "an annotation whose value is a number": [
    `cluster:
  cloud: existing
  loadBalancer:
    internal: { metallb.io/pool: 7 }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.loadBalancer.internal["metallb.io/pool"]: found 7; allowed: text, in quotes: "7"',
  ],
};

describe("the config of a cluster's options", () => refusesEach(cases));
