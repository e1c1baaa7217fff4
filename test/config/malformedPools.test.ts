import { keys, type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a minimum over the maximum": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general: { min: 5, max: 3 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.nodePools.general.min: found 5; allowed: at most max, which is 3",
  ],
  "a minimum over the default maximum": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general: { min: 5 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.nodePools.general.min: found 5; allowed: at most max, which is 3, its default",
  ],
  "a minimum beside a maximum in quotes": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general: { min: 5, max: "9" }`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.nodePools.general.max: found "9"; allowed: 9 without quotes',
  ],
  "a maximum of none": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { min: 0, max: 0 } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.max: found 0; allowed: at least 1",
  ],
  "less than no nodes": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { min: -1 } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.min: found -1; allowed: at least 0",
  ],
  "a part of a node": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { min: 1.5 } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.min: found 1.5; allowed: a whole number",
  ],
  "more nodes than a pool may have": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { max: 5000 } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.max: found 5000; allowed: at most 1000",
  ],
  "a pool that is text": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: m7i.large } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general: found "m7i.large"; allowed: a map of options',
  ],
  "pools as a list": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    - { name: general, min: 3 }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.nodePools: found a list; allowed: a map of options by name",
  ],
  "a misspelt option of a pool, and a wrong value under it": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general:
      min: 2
      maxx: 1`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.general.min: found 2; allowed: at most max, which is 1",
    `stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.nodePools.general.maxx: found an unknown key; allowed: one of ${keys("eks", "nodePools", "general")}; did you mean max?`,
  ],
  "an option of a pool with more around its name": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { instanceType: m7i.large } } }",
    `stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.instanceType: found an unknown key; allowed: one of ${keys("eks", "nodePools", "general")}; did you mean instance?`,
  ],
  "an option of another cloud's pools": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { maxSurge: 33% } } }",
    `stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.maxSurge: found an option of aks only; allowed: here one of ${keys("eks", "nodePools", "general")}`,
  ],
  "a pool's name with capital letters": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { General: {} } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.General: found \"General\"; allowed: as a name, 1 to 40 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a pool's name that is a number": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { 1: {} } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.1: found \"1\"; allowed: as a name, 1 to 40 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a pool's name past the length of EKS": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { the-pool-of-the-payments-department-of-europe: {} } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.the-pool-of-the-payments-department-of-europe: found \"the-pool-of-the-payments-department-of-europe\"; allowed: as a name, 1 to 40 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a pool's name with a hyphen on AKS": [
    "cluster: { cloud: aks, region: westeurope, access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }, nodePools: { my-pool: {} } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.my-pool: found "my-pool"; allowed: as a name, 1 to 12 lower-case letters or digits, starting with a letter',
  ],
  "a pool's name past the length of AKS": [
    "cluster: { cloud: aks, region: westeurope, access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }, nodePools: { generalpurpose: {} } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.generalpurpose: found "generalpurpose"; allowed: as a name, 1 to 12 lower-case letters or digits, starting with a letter',
  ],
  "a pool's name past the length of GKE": [
    "cluster: { cloud: gke, project: acme-platform, region: europe-west1, nodePools: { the-pool-of-the-payments-department-of-europe: {} } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.the-pool-of-the-payments-department-of-europe: found \"the-pool-of-the-payments-department-of-europe\"; allowed: as a name, 1 to 40 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "no pool that pods without tolerations run on": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  nodePools:
    batch: { spot: true }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.nodePools: found spot and tainted pools only; allowed: at least one pool without spot and taints, for pods that tolerate neither",
  ],
  "only pools that may be empty": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    batch: { min: 0 }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.nodePools: found only pools that are tainted or may be empty; allowed: at least one pool without taints whose min is 1 or more, for DNS and the controllers to run on",
  ],
  "no pools": [
    "cluster: { cloud: gke, project: acme-platform, region: europe-west1, nodePools: {} }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools: found no pool; allowed: at least one, or nodeAutoProvisioning",
  ],
  "fewer nodes than zones": [
    "cluster: { cloud: gke, project: acme-platform, region: europe-west1, nodePools: { general: { min: 1, max: 2 } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.max: found 2; allowed: at least 3, a node in each of the pool's zones, or fewer zones under nodePools.general.zones",
  ],
  "a system pool whose minimum is over its maximum": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  systemPool: { min: 6, max: 3 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.systemPool.max: found 3; allowed: at least min, which is 6",
  ],
};

describe("the config of node pools", () => refusesEach(cases));
