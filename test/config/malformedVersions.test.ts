import { type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a version without quotes": [
    `cluster:
  cloud: eks
  region: eu-west-1
  version: 1.35`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.version: found 1.35; allowed: text, in quotes: "1.35"',
  ],
  "a version without quotes that YAML reads as another one": [
    "cluster: { cloud: eks, region: eu-west-1, version: 1.30 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found 1.30; allowed: text, in quotes: "1.30"',
  ],
  "a version with its patch": [
    "cluster: { cloud: eks, region: eu-west-1, version: 1.35.2 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found "1.35.2"; allowed: a Kubernetes minor version in quotes, such as "1.35"',
  ],
  "a version with a v": [
    "cluster: { cloud: eks, region: eu-west-1, version: v1.35 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found "v1.35"; allowed: a Kubernetes minor version in quotes, such as "1.35"',
  ],
  "a version that the cloud does not offer any more": [
    'cluster: { cloud: aks, region: westeurope, version: "1.30", access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] } }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found "1.30"; allowed: "1.34", "1.35" or "1.36"',
  ],
  "a version that the cloud does not offer yet": [
    `cluster:
  cloud: eks
  region: eu-west-1
  version: "1.40"`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.version: found "1.40"; allowed: "1.32", "1.33", "1.34", "1.35" or "1.36"',
  ],
  "a version outside the release channel": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  version: "1.36"
  releaseChannel: stable`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.version: found "1.36"; allowed: 1.34 to 1.35 in the stable channel (1.36 is in rapid, regular or extended)',
  ],
  "an upgrade that skips a version": [
    'cluster: { cloud: eks, region: eu-west-1, previousVersion: "1.33", version: "1.35" }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found "1.35"; allowed: "1.33" or "1.34", since previousVersion is "1.33": one minor at a time',
  ],
  "a version that goes back": [
    'cluster: { cloud: eks, region: eu-west-1, previousVersion: "1.36", version: "1.35" }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found "1.35"; allowed: "1.36", since previousVersion is "1.36": a control plane cannot go back',
  ],
  "a skip to the version that is the default": [
    'cluster: { cloud: eks, region: eu-west-1, previousVersion: "1.33" }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.version: found "1.35" (the default); allowed: "1.33" or "1.34", since previousVersion is "1.33": one minor at a time',
  ],
  "a previous version without quotes": [
    "cluster: { cloud: eks, region: eu-west-1, previousVersion: 1.34 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.previousVersion: found 1.34; allowed: text, in quotes: "1.34"',
  ],
  "nodes newer than the control plane": [
    `cluster:
  cloud: eks
  region: eu-west-1
  version: "1.34"
  nodePools:
    general: { version: "1.35" }`,
    'stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.general.version: found "1.35"; allowed: "1.31" to "1.34": at most 3 minors older than the cluster, never newer',
  ],
  "nodes too old for the control plane": [
    `cluster:
  cloud: eks
  region: eu-west-1
  version: "1.36"
  nodePools:
    general: { version: "1.32" }`,
    'stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.nodePools.general.version: found "1.32"; allowed: "1.33" to "1.36": at most 3 minors older than the cluster, never newer',
  ],
  "a pool's version beside a cluster's that is wrong itself": [
    `cluster:
  cloud: eks
  region: eu-west-1
  version: latest
  nodePools:
    general: { version: "1.36" }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.version: found "latest"; allowed: a Kubernetes minor version in quotes, such as "1.35"',
  ],
  "a version of an EKS add-on in another form": [
    `cluster:
  cloud: eks
  region: eu-west-1
  addonVersions:
    coredns: 1.14.3`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.addonVersions.coredns: found "1.14.3"; allowed: an EKS add-on version such as v1.22.4-eksbuild.3',
  ],
  "an EKS add-on that is misspelt": [
    `cluster:
  cloud: eks
  region: eu-west-1
  addonVersions:
    core-dns: v1.14.3-eksbuild.3`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.addonVersions.core-dns: found an unknown key; allowed: one of vpc-cni, eks-pod-identity-agent, kube-proxy, coredns, aws-ebs-csi-driver or snapshot-controller; did you mean coredns?",
  ],
};

describe("the config of Kubernetes versions", () => refusesEach(cases));
