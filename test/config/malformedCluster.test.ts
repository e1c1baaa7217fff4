import { aksRegionNames } from "../../components/config/clusters/aksRegions";
import { eksRegions } from "../../components/config/clusters/eksRegions";
import { oneOf } from "../../components/config/problems";
import { addonNames, type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "no cluster at all": [
    "tags: { team: platform }",
    "stacks/Pulumi.test.yaml:1: kubernetes-architect:cluster.cloud: missing; allowed: eks, aks, gke or existing",
  ],
  "a cluster without a cloud": [
    "cluster: { region: eu-west-1 }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.cloud: missing; allowed: eks, aks, gke or existing",
  ],
  "a cluster that is only a name": [
    "cluster: eks",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster: found "eks"; allowed: a map of options, with cloud: eks, aks, gke or existing among them',
  ],
  "a cluster that is a list": [
    `cluster:
  - cloud: eks`,
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster: found a list; allowed: a map of options, with cloud: eks, aks, gke or existing among them",
  ],
  "a cloud by its company's name": [
    "cluster: { cloud: aws, region: eu-west-1 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.cloud: found "aws"; allowed: eks, aks, gke or existing; did you mean eks?',
  ],
  "a misspelt cloud": [
    "cluster: { cloud: esk, region: eu-west-1 }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.cloud: found "esk"; allowed: eks, aks, gke or existing; did you mean eks?',
  ],
  "a cloud that is not here, and what is wrong elsewhere besides": [
    `cluster: { cloud: oracle, shape: VM.Standard3.Flex }
tags: { Team: platform }
addons: { argo: {} }`,
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.cloud: found "oracle"; allowed: eks, aks, gke or existing',
    "stacks/Pulumi.test.yaml:3: kubernetes-architect:tags.Team: found \"Team\"; allowed: as a name, a tag name of 1 to 63 lower-case letters, digits, '-' or '_', starting with a letter",
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.argo: found an unknown key; allowed: one of ${addonNames}; did you mean argocd?`,
  ],
  "a profile that is misspelt": [
    "cluster: { cloud: eks, region: eu-west-1, profile: developmnet }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.profile: found "developmnet"; allowed: production, development or ephemeral; did you mean development?',
  ],
  "a profile that is a map, and one that cannot be made text of": [
    `cluster:
  cloud: existing
  profile: { toString: 1 }`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.profile: found a map; allowed: production, development or ephemeral",
  ],
  "a profile that is not one": [
    `cluster:
  cloud: eks
  region: eu-west-1
  profile: qa`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.profile: found "qa"; allowed: production, development or ephemeral',
  ],
  "no region on EKS": [
    "cluster: { cloud: eks }",
    `stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.region: missing; allowed: ${oneOf(eksRegions)}`,
  ],
  "a region of another cloud": [
    `cluster:
  cloud: eks
  region: westeurope`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.region: found "westeurope"; allowed: ${oneOf(eksRegions)}`,
  ],
  "a misspelt region": [
    `cluster:
  cloud: eks
  region: eu-wset-1`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.region: found "eu-wset-1"; allowed: ${oneOf(eksRegions)}; did you mean eu-west-1?`,
  ],
  "a zone instead of a region": [
    "cluster: { cloud: eks, region: eu-west-1a }",
    `stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.region: found "eu-west-1a"; allowed: ${oneOf(eksRegions)}; did you mean eu-west-1?`,
  ],
  "a misspelt region on AKS": [
    `cluster:
  cloud: aks
  region: westeurop
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.region: found "westeurop"; allowed: ${oneOf(aksRegionNames)}; did you mean westeurope?`,
  ],
  "a region on GKE of which no zones are known": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west99`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.region: found "europe-west99"; allowed: a region such as europe-west1; one that is not known here needs its zones written under cluster.zones; did you mean europe-west9?',
  ],
  "a region on GKE in another cloud's form": [
    "cluster: { cloud: gke, project: acme-platform, region: westeurope }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.region: found "westeurope"; allowed: a region such as europe-west1',
  ],
  "zones that are not in the region": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    zones:
      - eu-west-1a
      - eu-central-1b`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.network.zones[1]: found "eu-central-1b"; allowed: eu-west-1a, eu-west-1b or eu-west-1c, the zones of eu-west-1',
  ],
  "a zone twice": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network: { zones: [eu-west-1a, eu-west-1b, eu-west-1a] }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.network.zones[2]: found "eu-west-1a" a second time; allowed: each zone once',
  ],
  "one zone on EKS, which wants two": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network: { zones: [eu-west-1a] }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.network.zones: found 1 entry; allowed: at least 2 entries",
  ],
  "zones as numbers on AKS": [
    `cluster:
  cloud: aks
  region: westeurope
  zones: [1, 2]
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.zones[0]: found 1; allowed: "1", "2" or "3"; did you mean "1"?',
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.zones[1]: found 2; allowed: "1", "2" or "3"; did you mean "2"?',
  ],
  "zones in a region of AKS that has none": [
    `cluster:
  cloud: aks
  region: westus
  zones: ["1"]
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }`,
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.diskRedundancy: found zone in westus (the default); allowed: local, since westus has no availability zones",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.objectRedundancy: found geoZone in westus (the default); allowed: local, since westus has no availability zones",
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.zones: found zones 1 in westus; allowed: none ([]), since westus has no availability zones",
  ],
  "a zone of GKE in another region": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  zones: [europe-west1-b, europe-west2-a]`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.zones[1]: found "europe-west2-a"; allowed: europe-west1-b, europe-west1-c or europe-west1-d, each once',
  ],
  "a cluster's name with capital letters": [
    "cluster: { cloud: eks, region: eu-west-1, name: Prod_AWS }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.name: found \"Prod_AWS\"; allowed: 1 to 100 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a cluster's name past the length of EKS": [
    `cluster:
  cloud: eks
  region: eu-west-1
  name: platform-production-europe-west-cluster-of-the-payments-and-the-shipping-and-the-billing-departments-1`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.name: found text of 102 characters; allowed: 1 to 100 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a cluster's name past the length of AKS": [
    `cluster:
  cloud: aks
  region: westeurope
  name: platform-production-europe-west-cluster-of-the-payments-department-1
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.name: found \"platform-production-europe-west-cluster-of-the-payments-department-1\"; allowed: 1 to 63 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a cluster's name past the length of GKE": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  name: platform-production-europe-west-cluster-1`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.name: found \"platform-production-europe-west-cluster-1\"; allowed: 1 to 40 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a project of Google Cloud that is missing": [
    "cluster: { cloud: gke, region: europe-west1 }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.project: missing; allowed: a project id: 6 to 30 lower-case letters, digits or '-', starting with a letter",
  ],
  "a project of Google Cloud by its title": [
    "cluster: { cloud: gke, region: europe-west1, project: Acme Platform }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.project: found \"Acme Platform\"; allowed: a project id: 6 to 30 lower-case letters, digits or '-', starting with a letter",
  ],
  "a region of AKS in capitals": [
    `cluster:
  cloud: aks
  region: West Europe
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.region: found "West Europe"; allowed: ${oneOf(aksRegionNames)}; did you mean westeurope?`,
  ],
};

describe("the config of a cluster", () => refusesEach(cases));
