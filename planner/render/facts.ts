import type { PlannedResource } from "../resource";
import { replicasOf } from "./addons";
import { count } from "./text";

type Inputs = Readonly<Record<string, unknown>>;

/** What a person wants to see of a resource besides its name: property paths, or what is made of several of them. */
type Fact = string | ((inputs: Inputs) => string | undefined);

const nodes = (least: string, most: string): Fact => {
  return (inputs) => {
    const [from, to] = [shownAt(inputs, least), shownAt(inputs, most)];
    return from === undefined || to === undefined ? undefined : `${from}–${to} nodes`;
  };
};

/** A property as a fact that needs its name to be understood, such as `retention 90`. */
const named = (label: string, path: string): Fact => {
  return (inputs) => {
    const value = shownAt(inputs, path);
    return value === undefined ? undefined : `${label} ${value}`;
  };
};

/** The first entry of a list, and how many there are besides. */
const firstOf = (path: string): Fact => {
  return (inputs) => {
    const [first, ...more] = shownAt(inputs, path)?.split(", ") ?? [];
    return more.length === 0 ? first : `${first} or ${more.length} more`;
  };
};

/** Says so of interruptible capacity, in each cloud's way of writing it. */
const spot = (path: string): Fact => {
  return (inputs) => (/^(spot|true)$/i.test(shownAt(inputs, path) ?? "") ? "spot" : undefined);
};

const chart: Fact = (inputs) => {
  const address = String(inputs.chart ?? "");
  return `${address.slice(address.lastIndexOf("/") + 1)} ${inputs.version ?? ""}`.trim();
};

// Facts by type token, with the API's version left out of Azure's and Kubernetes' (`azure-native:network/v2024…:Vnet`).
const table: Readonly<Record<string, readonly Fact[]>> = {
  "aws:ec2/vpc:Vpc": ["cidrBlock"],
  "aws:ec2/subnet:Subnet": ["cidrBlock", "availabilityZone"],
  "aws:ec2/route:Route": ["destinationCidrBlock"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["serviceName"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["instanceType"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["cidrIpv4", "fromPort"],
  "aws:eks/cluster:Cluster": ["version", "vpcConfig.publicAccessCidrs", named("logs", "enabledClusterLogTypes")],
  "eks:index:Cluster": ["version", named("logs", "enabledClusterLogTypes")],
  "aws:eks/nodeGroup:NodeGroup": [
    firstOf("instanceTypes"),
    spot("capacityType"),
    nodes("scalingConfig.minSize", "scalingConfig.maxSize"),
  ],
  "aws:eks/addon:Addon": ["addonName", "addonVersion"],
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ["namespace", "serviceAccount"],
  "aws:eks/accessEntry:AccessEntry": ["principalArn"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [(inputs) => shownAt(inputs, "policyArn")?.split("/").at(-1)],
  "aws:kms/key:Key": [(inputs) => (inputs.enableKeyRotation === true ? "rotated" : undefined)],
  "aws:kms/alias:Alias": ["name"],
  "aws:s3/bucket:Bucket": ["bucket"],
  "aws:cloudwatch/logGroup:LogGroup": [named("days kept", "retentionInDays")],
  "azure-native:network:VirtualNetwork": ["addressSpace.addressPrefixes"],
  "azure-native:network:Subnet": ["addressPrefix"],
  "azure-native:containerservice:ManagedCluster": ["kubernetesVersion", "sku.tier"],
  "azure-native:containerservice:AgentPool": ["vmSize", spot("scaleSetPriority"), nodes("minCount", "maxCount")],
  "azure-native:storage:StorageAccount": ["accountName", "sku.name"],
  "azure-native:keyvault:Vault": ["vaultName"],
  "azure-native:operationalinsights:Workspace": [named("days kept", "retentionInDays")],
  "azure-native:managedidentity:FederatedIdentityCredential": ["subject"],
  "azure-native:authorization:RoleAssignment": ["scope"],
  "gcp:compute/subnetwork:Subnetwork": ["ipCidrRange"],
  "gcp:container/cluster:Cluster": ["minMasterVersion", "location", "releaseChannel.channel"],
  "gcp:container/nodePool:NodePool": [
    "nodeConfig.machineType",
    spot("nodeConfig.spot"),
    nodes("autoscaling.totalMinNodeCount", "autoscaling.totalMaxNodeCount"),
    nodes("autoscaling.minNodeCount", "autoscaling.maxNodeCount"),
  ],
  "gcp:storage/bucket:Bucket": ["name", "location"],
  "gcp:projects/iAMMember:IAMMember": ["role"],
  "gcp:serviceaccount/iAMMember:IAMMember": ["role"],
  "gcp:kms/cryptoKey:CryptoKey": [named("rotated every", "rotationPeriod")],
  "kubernetes:helm.sh:Release": [chart, ({ values }) => replicasOf(values)],
  "kubernetes:core:Namespace": [named("pod security", "metadata.labels.pod-security.kubernetes.io/enforce")],
};

/** A resource's facts as short texts; none for a type that has none worth a line. */
export function factsOf({ type, inputs }: PlannedResource): readonly string[] {
  if (type.startsWith("pulumi:providers:")) return [className(type)];
  const facts = table[type.replace(/\/v\d\w*(?=:)/, "")] ?? [];
  return facts
    .map((fact) => (typeof fact === "string" ? shownAt(inputs, fact) : fact(inputs)))
    .filter((fact) => fact !== undefined && fact !== "")
    .map(String);
}

/** The value at a dotted path, as text. A key may have dots of its own, as Kubernetes labels do. */
function shownAt(value: unknown, path: string): string | undefined {
  if (path === "") return shownValue(value);
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (path === key) return shownValue(inner);
    if (path.startsWith(`${key}.`)) return shownAt(inner, path.slice(key.length + 1));
  }
  return undefined;
}

/** A value on one line: lists with commas, maps by the number of their keys. */
export function shownValue(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const plain = value.every((it) => typeof it !== "object" || it === null);
    return plain ? value.join(", ") : count(value.length, "entry").replace(/entrys$/, "entries");
  }
  if (typeof value === "object") return count(Object.keys(value).length, "key");
  return String(value);
}

/** The last part of a type token, which is the class: `Vpc`, `Release`. */
export function className(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
