import { type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a network without a prefix length": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    cidr: 10.20.0.0`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.cidr: found "10.20.0.0"; allowed: a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16',
  ],
  "a network with host bits set": [
    "cluster: { cloud: eks, region: eu-west-1, network: { cidr: 10.20.1.0/16 } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network.cidr: found "10.20.1.0/16"; allowed: a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16',
  ],
  "a network of public addresses": [
    "cluster: { cloud: eks, region: eu-west-1, network: { cidr: 52.20.0.0/16 } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network.cidr: found "52.20.0.0/16"; allowed: a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16',
  ],
  "an IPv6 network": [
    'cluster: { cloud: eks, region: eu-west-1, network: { cidr: "fd00:1::/48" } }',
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network.cidr: found "fd00:1::/48"; allowed: a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16',
  ],
  "a network that is a number": [
    "cluster: { cloud: eks, region: eu-west-1, network: { cidr: 10 } }",
    "stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network.cidr: found 10; allowed: a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16",
  ],
  "a network too small for EKS": [
    "cluster: { cloud: eks, region: eu-west-1, network: { cidr: 10.20.0.0/27 } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network.cidr: found "10.20.0.0/27"; allowed: a network between /16 and /24',
  ],
  "a network too large for EKS": [
    "cluster: { cloud: eks, region: eu-west-1, network: { cidr: 10.0.0.0/8 } }",
    'stacks/Pulumi.test.yaml:2: kubernetes-architect:cluster.network.cidr: found "10.0.0.0/8"; allowed: a network between /16 and /24',
  ],
  "a network too small for the pools of EKS": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network: { cidr: 10.20.0.0/22 }
  nodePools:
    general: { instance: m7i.xlarge, min: 3, max: 30 }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.network.cidr: found "10.20.0.0/22"; allowed: a network whose private subnets have 1770 addresses (general 30 × (58 pods + 1)); those of 10.20.0.0/22 have 753 in 3 zones',
  ],
  "a network too small for the pools of AKS": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  network: { cidr: 10.20.0.0/26 }
  nodePools:
    general: { max: 100 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.cidr: found 10.20.0.0/26; allowed: a /23 or larger: half of it is for 140 nodes, upgrades included",
  ],
  "a pods' network too small for the pools of AKS": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  network: { podCidr: 10.244.0.0/20 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.podCidr: found 10.244.0.0/20, room for 16 nodes; allowed: a /19 or larger: a /24 for each of the 23 nodes that the pools grow to, upgrades included",
  ],
  "a pods' range too small for the pools of GKE": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  network: { podCidr: 10.24.0.0/21 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.podCidr: found 10.24.0.0/21; allowed: a /20 or larger: 15 nodes take 3840 addresses (a /24 each for 110 pods)",
  ],
  "a subnet too small for the pools of GKE": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  network: { cidr: 10.20.0.0/29 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.cidr: found 10.20.0.0/29; allowed: a /27 or larger: the pools have up to 15 nodes while they upgrade",
  ],
  "services' ranges of sizes that the clouds do not take": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  network: { serviceCidr: 10.64.0.0/12 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.serviceCidr: found 10.64.0.0/12; allowed: a /16 to a /27",
  ],
  "a services' network too large for AKS": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  network: { serviceCidr: 172.16.0.0/12 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.serviceCidr: found 172.16.0.0/12; allowed: a network from /13 to /28",
  ],
  "a control plane's range of another size": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  network: { controlPlaneCidr: 172.16.0.0/24 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.controlPlaneCidr: found 172.16.0.0/24; allowed: exactly a /28",
  ],
  "services that overlap the VPC": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    cidr: 10.20.0.0/16
    serviceCidr: 10.20.128.0/20`,
    'stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.network.serviceCidr: found "10.20.128.0/20"; allowed: a network that does not overlap the VPC\'s network (10.20.0.0/16)',
  ],
  "a VPC that overlaps the services' default": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network: { cidr: 172.20.0.0/16 }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.network.serviceCidr: found "172.20.0.0/16" (the default); allowed: a network that does not overlap the VPC\'s network (172.20.0.0/16)',
  ],
  "pods that overlap the services": [
    `cluster:
  cloud: aks
  region: westeurope
  access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] }
  network:
    podCidr: 10.244.0.0/16
    serviceCidr: 10.244.0.0/20`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.network.serviceCidr: found "10.244.0.0/20"; allowed: a network that does not overlap the pods\' network (10.244.0.0/16)',
  ],
  "pods that overlap the nodes": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  network:
    cidr: 10.24.0.0/20
    podCidr: 10.24.0.0/14`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.network.podCidr: found "10.24.0.0/14"; allowed: a network that does not overlap the nodes\' subnet (10.24.0.0/20)',
  ],
  "a control plane that overlaps the services": [
    `cluster:
  cloud: gke
  project: acme-platform
  region: europe-west1
  network:
    serviceCidr: 10.28.0.0/20
    controlPlaneCidr: 10.28.0.0/28`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.network.controlPlaneCidr: found "10.28.0.0/28"; allowed: a network that does not overlap the services\' range (10.28.0.0/20)',
  ],
  "a peer that overlaps the VPC": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    cidr: 10.20.0.0/16
    peeredCidrs:
      - { name: office, cidr: 10.90.0.0/16 }
      - { name: hub, cidr: 10.20.64.0/18 }`,
    'stacks/Pulumi.test.yaml:9: kubernetes-architect:cluster.network.peeredCidrs[1].cidr: found "10.20.64.0/18"; allowed: a network that does not overlap the VPC\'s network (10.20.0.0/16)',
  ],
  "peers that overlap each other, and have one name": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    peeredCidrs:
      - { name: office, cidr: 10.90.0.0/16 }
      - { name: office, cidr: 10.90.0.0/24 }`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.network.peeredCidrs[1].name: found "office" a second time; allowed: each name once',
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.network.peeredCidrs[1].cidr: found "10.90.0.0/24"; allowed: a network that does not overlap the peered network office (10.90.0.0/16)',
  ],
  "a peer without a name": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    peeredCidrs:
      - cidr: 10.90.0.0/16`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.network.peeredCidrs[0].name: missing; allowed: 1 to 63 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "peers as a list of networks": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    peeredCidrs: [10.90.0.0/16]`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.peeredCidrs[0]: found "10.90.0.0/16"; allowed: a map of options with name and cidr',
  ],
  "a peer that overlaps only the default of a network that is wrong itself": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network:
    cidr: 10.21.0.1/16
    peeredCidrs:
      - { name: office, cidr: 10.20.0.0/16 }`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.network.cidr: found "10.21.0.1/16"; allowed: a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16',
  ],
  "NAT gateways that are misspelt": [
    `cluster:
  cloud: eks
  region: eu-west-1
  network: { nat: perzone }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.network.nat: found "perzone"; allowed: single or perZone; did you mean perZone?',
  ],
};

describe("the config of networks", () => refusesEach(cases));
