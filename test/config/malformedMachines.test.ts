import { type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a disk with its unit": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { diskGiB: 100Gi } } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.diskGiB: found "100Gi"; allowed: a whole number',
  ],
  "an Intel type for arm64": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general:
      instance: m7i.large
      architecture: arm64`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.nodePools.general.architecture: found "arm64"; allowed: amd64, which m7i.large is',
  ],
  "alternatives of another architecture": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general:
      instance: m7g.large
      alternatives:
        - c7g.large
        - m7i.large`,
    'stacks/Pulumi.test.yaml:10: kubernetes-architect:cluster.nodePools.general.alternatives[1]: found "m7i.large"; allowed: a type of arm64, as m7g.large is',
  ],
  "an Arm size for amd64": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  nodePools:
    general: { instance: Standard_D4pds_v5, architecture: amd64 }`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.general.architecture: found amd64 on Standard_D4pds_v5; allowed: arm64, which the size is",
  ],
  "an Arm machine type for amd64": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  nodePools:
    general: { instance: c4a-standard-4, architecture: amd64 }`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.general.architecture: found amd64; allowed: arm64, which c4a-standard-4 has",
  ],
  "a misspelt architecture": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { architecture: arm } } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.architecture: found "arm"; allowed: amd64 or arm64; did you mean arm64?',
  ],
  "an architecture by another name": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { architecture: x86_64 } } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.architecture: found "x86_64"; allowed: amd64 or arm64',
  ],
  "another cloud's machine": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { instance: Standard_D4ds_v5 } } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.instance: found "Standard_D4ds_v5"; allowed: an EC2 instance type such as m7i.xlarge',
  ],
  "a boot disk that the machine does not take": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  nodePools:
    general: { instance: c4a-standard-4, diskType: pd-ssd }`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.general.diskType: found pd-ssd; allowed: hyperdisk-balanced, which c4a-standard-4 takes",
  ],
  "a system pool with one processor": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  systemPool: { instance: Standard_D1ds_v5 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.systemPool.instance: found Standard_D1ds_v5; allowed: a size with at least 2 processors",
  ],
  "an upgrade's surge without its sign": [
    "cluster: { cloud: aks, region: westeurope, access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }, systemPool: { maxSurge: 33 } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.systemPool.maxSurge: found 33; allowed: a part of the pool in percent, such as "33%"',
  ],
  "a taint with a misspelt effect": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general: {}
    batch:
      taints:
        - { key: batch, effect: NoSchedul }`,
    'stacks/Pulumi.test.yaml:9: kubernetes-architect:cluster.nodePools.batch.taints[0].effect: found "NoSchedul"; allowed: NoSchedule, PreferNoSchedule or NoExecute; did you mean NoSchedule?',
  ],
  "a taint without an effect": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: {}, batch: { taints: [{ key: batch }] } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.batch.taints[0].effect: missing; allowed: NoSchedule, PreferNoSchedule or NoExecute",
  ],
  "a taint as kubectl takes it": [
    'cluster: { cloud: eks, region: eu-west-1, nodePools: { general: {}, batch: { taints: ["batch=true:NoSchedule"] } } }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.batch.taints[0]: found "batch=true:NoSchedule"; allowed: a map of options with key and effect',
  ],
  "a taint twice": [
    `cluster:
  cloud: eks
  region: eu-west-1
  nodePools:
    general: {}
    batch:
      taints:
        - { key: batch, value: a, effect: NoSchedule }
        - { key: batch, value: b, effect: NoSchedule }`,
    "stacks/Pulumi.test.yaml:10: kubernetes-architect:cluster.nodePools.batch.taints[1]: found batch:NoSchedule a second time; allowed: each key and effect once",
  ],
  "a label's value with spaces": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { labels: { example.com/team: the payments team } } } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.labels[\"example.com/team\"]: found \"the payments team\"; allowed: a label value: up to 63 letters, digits, '-', '_' or '.', or nothing",
  ],
  "a label's value that is no text": [
    "cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { labels: { gpu: true } } } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.labels.gpu: found true; allowed: text, in quotes: "true"',
  ],
  "a label's key with a space": [
    'cluster: { cloud: eks, region: eu-west-1, nodePools: { general: { labels: { "my team": payments } } } }',
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.nodePools.general.labels[\"my team\"]: found \"my team\"; allowed: as a name, a label key: an optional DNS prefix and '/', then up to 63 letters, digits, '-', '_' or '.'",
  ],
};

describe("the config of a pool's machines, taints and labels", () => refusesEach(cases));
