import { isPlainObject } from "../components/config/secret";
import { at, isSet, texts } from "./read";
import { type Breach, breach, type Rule } from "./rule";

const everywhere = "0.0.0.0/0";
const everyProfile = ["production", "development", "ephemeral"] as const;

const restrictFix = "Set cluster.endpoint.access to private, or to restricted with the networks that may reach it.";

function openTo(networks: readonly string[]): boolean {
  return networks.length === 0 || networks.includes(everywhere);
}

export const eksEndpoint: Rule = {
  id: "eks-endpoint",
  summary: "The API server of EKS is private, or reached from named networks only.",
  severity: "error",
  fix: restrictFix,
  standards: ["CKV_AWS_38", "CKV_AWS_39", "AWS-0040", "AWS-0041", "CIS-EKS 5.4.1", "CIS-EKS 5.4.2"],
  profiles: everyProfile,
  types: ["eks:index:Cluster"],
  check({ inputs }): readonly Breach[] {
    // EKS's own default is a public endpoint that all may reach.
    const isPublic = inputs.endpointPublicAccess !== false;
    if (isPublic && openTo(texts(inputs.publicAccessCidrs)))
      return [{ message: "the API server is open to the internet" }];
    return breach(inputs.endpointPrivateAccess === true, "nodes reach the API server over the internet");
  },
};

export const aksEndpoint: Rule = {
  id: "aks-endpoint",
  summary: "The API server of AKS is private, or reached from named networks only.",
  severity: "error",
  fix: restrictFix,
  standards: ["CKV_AZURE_6", "CKV_AZURE_115", "AZU-0041", "CIS-AKS 5.4.1", "CIS-AKS 5.4.2"],
  profiles: everyProfile,
  types: ["azure-native:containerservice:ManagedCluster"],
  check({ inputs }): readonly Breach[] {
    const isPrivate = at(inputs, "apiServerAccessProfile.enablePrivateCluster") === true;
    const networks = texts(at(inputs, "apiServerAccessProfile.authorizedIPRanges"));
    return breach(isPrivate || !openTo(networks), "the API server is open to the internet");
  },
};

export const gkeEndpoint: Rule = {
  id: "gke-endpoint",
  summary: "Nodes of GKE are private, and its API server is private or reached from named networks only.",
  severity: "error",
  fix: restrictFix,
  standards: [
    "CKV_GCP_18",
    "CKV_GCP_20",
    "CKV_GCP_25",
    "CKV_GCP_64",
    "GCP-0053",
    "GCP-0061",
    "CIS-GKE 5.6.3",
    "CIS-GKE 5.6.5",
  ],
  profiles: everyProfile,
  types: ["gcp:container/cluster:Cluster"],
  check({ inputs }): readonly Breach[] {
    const isPrivate = at(inputs, "privateClusterConfig.enablePrivateEndpoint") === true;
    const blocks = at(inputs, "masterAuthorizedNetworksConfig.cidrBlocks");
    const networks = Array.isArray(blocks) ? blocks.flatMap((block) => texts([at(block, "cidrBlock")])) : [];
    return [
      ...breach(isPrivate || !openTo(networks), "the API server is open to the internet"),
      ...breach(at(inputs, "privateClusterConfig.enablePrivateNodes") === true, "nodes have public addresses"),
    ];
  },
};

// What marks a load balancer as one inside the network, on each cloud.
const internalMarks: readonly (readonly [annotation: string, value: string])[] = [
  ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
  ["service.beta.kubernetes.io/aws-load-balancer-internal", "true"],
  ["service.beta.kubernetes.io/azure-load-balancer-internal", "true"],
  ["networking.gke.io/load-balancer-type", "Internal"],
  ["cloud.google.com/load-balancer-type", "Internal"],
];

function isInternal(service: Readonly<Record<string, unknown>>): boolean {
  const annotations = service.annotations ?? service.serviceAnnotations;
  if (!isPlainObject(annotations)) return false;
  return internalMarks.some(([name, value]) => annotations[name] === value);
}

function* publicServices(values: unknown, path: readonly string[]): Generator<string> {
  if (!isPlainObject(values)) return;
  const limited = texts(values.loadBalancerSourceRanges).some((network) => network !== everywhere);
  if (values.type === "LoadBalancer" && !isInternal(values) && !limited) yield path.join(".");
  for (const [key, inner] of Object.entries(values)) yield* publicServices(inner, [...path, key]);
}

export const loadBalancers: Rule = {
  id: "public-load-balancer",
  summary: "A load balancer that an add-on makes is inside the network, or open to named networks only.",
  severity: "warning",
  fix: "Set the add-on's exposure to internal, or waive the rule where the internet is meant.",
  standards: ["CIS-EKS 5.4.5"],
  profiles: ["production", "development"],
  types: ["kubernetes:helm.sh/v3:Release"],
  check({ inputs }, { config }): readonly Breach[] {
    // Nothing is known of what a load balancer of somebody else's cluster faces.
    if (config.cluster.cloud === "existing") return [];
    return [...publicServices(inputs.values, [])].map((path) => ({
      message: `the service at ${path} faces the internet`,
    }));
  },
};

export const subnetAddresses: Rule = {
  id: "subnet-public-addresses",
  summary: "A subnet gives no public addresses to what starts in it.",
  severity: "error",
  fix: "Leave mapPublicIpOnLaunch off; what has to be public gets its address by itself.",
  standards: ["CKV_AWS_130"],
  profiles: everyProfile,
  types: ["aws:ec2/subnet:Subnet"],
  check: ({ inputs }) => breach(inputs.mapPublicIpOnLaunch !== true, "instances that start here get public addresses"),
};

export const bucketAccess: Rule = {
  id: "bucket-public-access",
  summary: "An object store lets nobody in without an identity.",
  severity: "error",
  fix: "Block public access on the bucket or the storage account.",
  standards: [
    "CKV_AWS_53",
    "CKV_AWS_54",
    "CKV_AWS_55",
    "CKV_AWS_56",
    "CKV2_AWS_6",
    "CKV_GCP_114",
    "CKV_AZURE_59",
    "CKV_AZURE_190",
    "CKV2_AZURE_47",
  ],
  profiles: everyProfile,
  types: ["aws:s3/bucket:Bucket", "gcp:storage/bucket:Bucket", "azure-native:storage:StorageAccount"],
  check({ type, name, inputs }, { resources }): readonly Breach[] {
    if (type === "gcp:storage/bucket:Bucket") {
      return breach(inputs.publicAccessPrevention === "enforced", "public access is not prevented");
    }
    if (type === "azure-native:storage:StorageAccount") {
      return breach(inputs.allowBlobPublicAccess === false, "blobs can be made public");
    }
    const blocks = resources.filter((it) => it.type === "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    const own = blocks.find((it) => it.inputs.bucket === `\${${name}.id}` || it.inputs.bucket === `\${${name}.bucket}`);
    const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
    return breach(
      all.every((key) => own?.inputs[key] === true),
      "public access is not blocked",
    );
  },
};

export const nodeMetadata: Rule = {
  id: "instance-metadata",
  summary: "Instance metadata asks for a token and stays on the node.",
  severity: "error",
  fix: "Require IMDSv2 with a hop limit of 1 in the launch template.",
  standards: ["CKV_AWS_79", "CKV_AWS_341"],
  profiles: everyProfile,
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check({ inputs }): readonly Breach[] {
    const options = inputs.metadataOptions;
    const hops = at(options, "httpPutResponseHopLimit");
    return [
      ...breach(at(options, "httpTokens") === "required", "instance metadata answers without a token"),
      ...breach(!isSet(hops) || Number(hops) <= 1, "pods reach the node's instance metadata"),
    ];
  },
};
