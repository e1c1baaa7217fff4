import assert from "node:assert/strict";
import type { PlannedResource } from "../../planner/resource";
import { rules } from "../../policies";
import { configOf } from "../support/plan";

type Inputs = Readonly<Record<string, unknown>>;

interface Case {
  readonly rule: string;
  readonly type: string;
  /** Inputs, or the resource as a whole where more than inputs counts. */
  readonly kept: Partial<PlannedResource>;
  readonly broken: Partial<PlannedResource>;
  readonly says: readonly string[];
  readonly beside?: readonly PlannedResource[];
}

function resource(type: string, more: Partial<PlannedResource>): PlannedResource {
  return {
    urn: `urn:pulumi:test::kubernetes-architect::${type}::it`,
    type,
    name: "it",
    parent: null,
    provider: null,
    inputs: {},
    dependsOn: [],
    protect: false,
    deletedWith: null,
    retainOnDelete: false,
    custom: true,
    ...more,
  };
}

const inputs = (values: Inputs): Partial<PlannedResource> => ({ inputs: values });

const limited = { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "100m", memory: "64Mi" } };

function veleroRelease(values: Inputs): Partial<PlannedResource> {
  return inputs({ chart: "velero", repositoryOpts: { repo: "https://vmware-tanzu.github.io/helm-charts" }, values });
}

const bucket = "aws:s3/bucket:Bucket";
const namespace = "kubernetes:core/v1:Namespace";

function namespaceAt(level: string, name: string): Inputs {
  return { metadata: { name, labels: { "pod-security.kubernetes.io/enforce": level } } };
}

const cases: readonly Case[] = [
  {
    rule: "container-resources",
    type: "kubernetes:helm.sh/v3:Release",
    kept: veleroRelease({ resources: limited, kubectl: { resources: limited } }),
    broken: veleroRelease({
      resources: { requests: { cpu: "10m" } },
      kubectl: { resources: limited },
      deployNodeAgent: true,
    }),
    says: [
      "resources lacks requests.memory, limits.cpu, limits.memory",
      "nodeAgent.resources lacks requests.cpu, requests.memory, limits.cpu, limits.memory",
    ],
  },
  {
    rule: "eks-endpoint",
    type: "eks:index:Cluster",
    kept: inputs({ endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
    broken: inputs({ endpointPrivateAccess: true }),
    says: ["the API server is open to the internet"],
  },
  {
    rule: "aks-endpoint",
    type: "azure-native:containerservice:ManagedCluster",
    kept: inputs({ apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } }),
    broken: inputs({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/0"] } }),
    says: ["the API server is open to the internet"],
  },
  {
    rule: "gke-endpoint",
    type: "gcp:container/cluster:Cluster",
    kept: inputs({ privateClusterConfig: { enablePrivateEndpoint: true, enablePrivateNodes: true } }),
    broken: inputs({ masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] } }),
    says: ["the API server is open to the internet", "nodes have public addresses"],
  },
  {
    rule: "public-load-balancer",
    type: "kubernetes:helm.sh/v3:Release",
    kept: inputs({
      values: {
        service: { type: "LoadBalancer", annotations: { "networking.gke.io/load-balancer-type": "Internal" } },
        other: { service: { type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] } },
      },
    }),
    broken: inputs({ values: { server: { service: { type: "LoadBalancer", annotations: {} } } } }),
    says: ["the service at server.service faces the internet"],
  },
  {
    rule: "subnet-public-addresses",
    type: "aws:ec2/subnet:Subnet",
    kept: inputs({}),
    broken: inputs({ mapPublicIpOnLaunch: true }),
    says: ["instances that start here get public addresses"],
  },
  {
    rule: "bucket-public-access",
    type: bucket,
    kept: { name: "guarded" },
    broken: {},
    says: ["public access is not blocked"],
    beside: [
      resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
        inputs: {
          bucket: "${guarded.id}",
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
      }),
    ],
  },
  {
    rule: "instance-metadata",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    kept: inputs({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }),
    broken: inputs({ metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 } }),
    says: ["instance metadata answers without a token", "pods reach the node's instance metadata"],
  },
  {
    rule: "eks-secrets-encryption",
    type: "eks:index:Cluster",
    kept: inputs({ encryptionConfigKeyArn: "${key.arn}" }),
    broken: inputs({}),
    says: ["secrets in etcd have no key of ours"],
  },
  {
    rule: "aks-secrets-encryption",
    type: "azure-native:containerservice:ManagedCluster",
    kept: inputs({ securityProfile: { azureKeyVaultKms: { enabled: true } } }),
    broken: inputs({}),
    says: ["secrets in etcd have no key of ours"],
  },
  {
    rule: "gke-secrets-encryption",
    type: "gcp:container/cluster:Cluster",
    kept: inputs({ databaseEncryption: { state: "ENCRYPTED" } }),
    broken: inputs({ databaseEncryption: { state: "DECRYPTED" } }),
    says: ["secrets in etcd have no key of ours"],
  },
  {
    rule: "control-plane-logs",
    type: "eks:index:Cluster",
    kept: inputs({ enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"] }),
    broken: inputs({ enabledClusterLogTypes: ["api", "audit"] }),
    says: ["no logs of authenticator, controllerManager, scheduler"],
  },
  {
    rule: "node-disk-encryption",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    kept: inputs({ blockDeviceMappings: [{ ebs: { encrypted: "true" } }] }),
    broken: inputs({ blockDeviceMappings: [{ ebs: {} }] }),
    says: ["a node's disk is not encrypted"],
  },
  {
    rule: "bucket-encryption",
    type: "gcp:storage/bucket:Bucket",
    kept: inputs({ encryption: { defaultKmsKeyName: "${key.id}" } }),
    broken: inputs({}),
    says: ["objects have no key of ours"],
  },
  {
    rule: "log-group",
    type: "aws:cloudwatch/logGroup:LogGroup",
    kept: inputs({ kmsKeyId: "${key.arn}", retentionInDays: 365 }),
    broken: inputs({}),
    says: ["logs have no key of ours", "logs are kept for ever"],
  },
  {
    rule: "key-rotation",
    type: "aws:kms/key:Key",
    kept: inputs({ enableKeyRotation: true }),
    broken: inputs({}),
    says: ["the key does not rotate"],
  },
  {
    rule: "storage-class-encryption",
    type: "kubernetes:storage.k8s.io/v1:StorageClass",
    kept: inputs({ provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } }),
    broken: inputs({ provisioner: "ebs.csi.aws.com", parameters: {} }),
    says: ["volumes are not encrypted"],
  },
  {
    rule: "unprotected-stateful",
    type: "aws:kms/key:Key",
    kept: { protect: true },
    broken: { protect: false },
    says: ["it is not protected from deletion"],
  },
  {
    rule: "deletion-protection",
    type: "eks:index:Cluster",
    kept: inputs({ deletionProtection: true }),
    broken: inputs({}),
    says: ["the cloud would delete the cluster on request"],
  },
  {
    rule: "bucket-forced-deletion",
    type: bucket,
    kept: inputs({}),
    broken: inputs({ forceDestroy: true }),
    says: ["deleting the bucket deletes its objects"],
  },
  {
    rule: "bucket-versioning",
    type: "gcp:storage/bucket:Bucket",
    kept: inputs({ versioning: { enabled: true } }),
    broken: inputs({}),
    says: ["an overwritten object is lost"],
  },
  {
    rule: "virtual-cluster-pods",
    type: namespace,
    kept: { ...inputs(namespaceAt("restricted", "argocd")), provider: "inside" },
    broken: { ...inputs(namespaceAt("privileged", "istio-system")), provider: "inside" },
    says: ["its pods are refused: they are privileged, and the cluster that this one is on does not let them be"],
    beside: [
      resource("kubernetes:helm.sh/v3:Release", {
        ...inputs({ chart: "vcluster", namespace: "eph" }),
        provider: "around",
      }),
      resource(namespace, { ...inputs(namespaceAt("baseline", "eph")), provider: "around" }),
    ],
  },
];

const existing = configOf({ cluster: { cloud: "existing" } });

function saysOf(rule: string, it: PlannedResource, beside: readonly PlannedResource[]): readonly string[] {
  const found = rules.find(({ id }) => id === rule);
  assert.ok(found, rule);
  assert.ok(found.types.includes(it.type), `${rule} looks at ${it.type}`);
  const config = { ...existing, cluster: { ...existing.cluster, cloud: "eks" } } as typeof existing;
  return found.check(it, { config, resources: [it, ...beside], today: "2026-11-24" }).map(({ message }) => message);
}

describe("each rule", () => {
  it("has a case here, or a file of tests of its own", () => {
    const ofWorkloads = ["default-password", "image-version", "pod-security", "workload-resources"];
    const elsewhere = ["kubernetes-support-window", ...ofWorkloads];
    const covered = new Set([...cases.map(({ rule }) => rule), ...elsewhere]);
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !covered.has(id)),
      [],
    );
  });

  for (const { rule, type, kept, broken, says, beside = [] } of cases) {
    it(`${rule} is silent where it is kept and speaks where it is broken`, () => {
      assert.deepEqual(saysOf(rule, resource(type, kept), beside), []);
      assert.deepEqual(saysOf(rule, resource(type, broken), beside), says);
    });
  }
});
