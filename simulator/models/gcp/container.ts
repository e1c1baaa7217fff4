import { reach } from "../../inputs";
import type { ModelContext, Properties } from "../../model";
import { certificate, type Models, named, notOneOf, refusals, text } from "../fields";
import { badLabels, computeApi, projectNumber, projectOf } from "./names";

const clusterType = "gcp:container/cluster:Cluster";
const anyName = ["id", "name", "selfLink"] as const;
const name40 = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;

/** GKE. Sources: the Google provider's container resources (ForceNew) and the GKE API. */
export const containerModels: Models = {
  [clusterType]: {
    id: (inputs, context) =>
      `projects/${projectOf(inputs, context)}/locations/${text(inputs, "location")}/clusters/${named()(inputs, context)}`,
    absent: notFound,
    outputs: clusterOutputs,
    refs: {
      network: { type: "gcp:compute/network:Network", output: anyName },
      subnetwork: { type: "gcp:compute/subnetwork:Subnetwork", output: anyName },
      // KMS does not ask who encrypts with a key, and none of its keys is ever gone.
      "databaseEncryption.keyName": { type: "gcp:kms/cryptoKey:CryptoKey", onDelete: "ignore" },
      "nodeConfig.serviceAccount": {
        type: "gcp:serviceaccount/account:Account",
        output: "email",
        onDelete: "ignore",
        optional: true,
      },
    },
    replaceOn: [
      "name",
      "project",
      "location",
      "network",
      "subnetwork",
      "description",
      "defaultMaxPodsPerNode",
      "datapathProvider",
      "networkingMode",
      "initialNodeCount",
      "clusterIpv4Cidr",
      "enableAutopilot",
      "enableKubernetesAlpha",
      "enableTpu",
      "confidentialNodes",
      "ipAllocationPolicy.clusterIpv4CidrBlock",
      "ipAllocationPolicy.servicesIpv4CidrBlock",
      "ipAllocationPolicy.clusterSecondaryRangeName",
      "ipAllocationPolicy.servicesSecondaryRangeName",
      "masterAuth.clientCertificateConfig",
      "privateClusterConfig.masterIpv4CidrBlock",
      "privateClusterConfig.privateEndpointSubnetwork",
    ],
    refuse: refuseCluster,
    // The provider, not the API, refuses this.
    refuseDelete: ({ inputs }) =>
      inputs.deletionProtection === false
        ? []
        : ["cannot destroy cluster without setting deletion_protection=false and running `pulumi up`"],
    homes: ({ outputs }) =>
      [outputs.endpoint, reach(outputs, "controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint")[0]].filter(
        (address) => typeof address === "string",
      ),
  },
  "gcp:container/nodePool:NodePool": {
    id: (inputs, context) => `${clusterPathOf(inputs, context)}/nodePools/${named()(inputs, context)}`,
    outputs: (inputs, id, context) => {
      const zones = reach(inputs, "nodeLocations.*").map(String);
      const group = `gke-${text(inputs, "cluster").split("/").at(-1)}-${id.split("/").at(-1)}-${context.serial}`;
      const urls = zones.map(
        (zone) =>
          `${computeApi}projects/${projectOf(inputs, context)}/zones/${zone}/instanceGroupManagers/${group}-grp`,
      );
      return {
        name: id.split("/").at(-1),
        project: projectOf(inputs, context),
        instanceGroupUrls: urls,
        managedInstanceGroupUrls: urls.map((url) => url.replace("instanceGroupManagers", "instanceGroups")),
        operation: "",
        version: text(inputs, "version") || clusterVersion(inputs, context),
      };
    },
    absent: notFound,
    // A cluster is deleted with its node pools.
    refs: {
      cluster: { type: clusterType, output: anyName, onDelete: "cascade" },
      "nodeConfig.serviceAccount": {
        type: "gcp:serviceaccount/account:Account",
        output: "email",
        onDelete: "ignore",
        optional: true,
      },
      "nodeConfig.bootDiskKmsKey": { type: "gcp:kms/cryptoKey:CryptoKey", onDelete: "ignore" },
    },
    replaceOn: [
      "name",
      "project",
      "cluster",
      "location",
      "initialNodeCount",
      "maxPodsPerNode",
      "placementPolicy",
      "networkConfig.createPodRange",
      "networkConfig.podRange",
      "networkConfig.podIpv4CidrBlock",
      ...[
        "advancedMachineFeatures",
        "bootDiskKmsKey",
        "confidentialNodes",
        "ephemeralStorageLocalSsdConfig",
        "guestAccelerators",
        "localSsdCount",
        "metadata",
        "minCpuPlatform",
        "oauthScopes",
        "preemptible",
        "reservationAffinity",
        "sandboxConfig",
        "serviceAccount",
        "shieldedInstanceConfig",
        "spot",
      ].map((key) => `nodeConfig.${key}`),
    ],
    refuse: (inputs) => [
      ...(name40.test(text(inputs, "name")) || text(inputs, "name") === ""
        ? []
        : [`Invalid value for field "nodePool.name": "${text(inputs, "name")}"`]),
      ...notOneOf(inputs, "nodeConfig.taints.*.effect", ["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"]),
      ...notOneOf(inputs, "autoscaling.locationPolicy", ["BALANCED", "ANY"]),
      ...badLabels(inputs.nodeConfig === undefined ? undefined : (inputs.nodeConfig as Properties).resourceLabels),
    ],
  },
};

function notFound(id: string): string {
  return `googleapi: Error 404: Not found: ${id}., notFound`;
}

function clusterPathOf(inputs: Properties, context: ModelContext): string {
  const cluster = text(inputs, "cluster");
  if (cluster.startsWith("projects/")) return cluster;
  return `projects/${projectOf(inputs, context)}/locations/${text(inputs, "location")}/clusters/${cluster}`;
}

function clusterVersion(inputs: Properties, context: ModelContext): string {
  const cluster = context.cloud.find(clusterType, clusterPathOf(inputs, context));
  return cluster === undefined ? "" : text(cluster.outputs, "masterVersion");
}

function clusterOutputs(inputs: Properties, id: string, context: ModelContext): Properties {
  const { serial } = context;
  const location = text(inputs, "location");
  const region = location.replace(/-[a-z]$/, "");
  const endpoint = `34.140.${Math.floor(serial / 250) % 250}.${(serial % 250) + 1}`;
  const endpoints = (inputs.controlPlaneEndpointsConfig ?? {}) as Properties;
  const wanted = text(inputs, "minMasterVersion") || "1.35";
  return {
    name: id.split("/").at(-1),
    project: projectOf(inputs, context),
    endpoint,
    masterVersion: /gke/.test(wanted) ? wanted : `${wanted}.1-gke.1000000`,
    selfLink: `https://container.googleapis.com/v1/${id}`,
    labelFingerprint: "a9dc16a7",
    operation: "",
    servicesIpv4Cidr: "10.28.0.0/20",
    masterAuth: {
      clientCertificateConfig: { issueClientCertificate: false },
      ...(inputs.masterAuth as Properties | undefined),
      clientCertificate: "",
      clientKey: "",
      clusterCaCertificate: certificate,
    },
    controlPlaneEndpointsConfig: {
      ...endpoints,
      dnsEndpointConfig: {
        allowExternalTraffic: false,
        ...(endpoints.dnsEndpointConfig as Properties | undefined),
        endpoint: `gke-${String(serial).padStart(32, "0")}-${projectNumber}.${region}.gke.goog`,
      },
    },
  };
}

function refuseCluster(inputs: Properties, { cloud }: ModelContext): readonly string[] {
  const name = text(inputs, "name");
  const subnetwork = cloud.named(
    { type: "gcp:compute/subnetwork:Subnetwork", output: anyName },
    text(inputs, "subnetwork"),
  );
  const ranges = subnetwork === undefined ? [] : reach(subnetwork.inputs, "secondaryIpRanges.*.rangeName");
  const missing = ["clusterSecondaryRangeName", "servicesSecondaryRangeName"]
    .map((key) => text(inputs, `ipAllocationPolicy.${key}`))
    .find((range) => range !== "" && subnetwork !== undefined && !ranges.includes(range));
  return [
    ...refusals([
      [
        name !== "" && !name40.test(name),
        `Invalid value for field "cluster.name": "${name}". Must be 40 characters at most.`,
      ],
      [missing !== undefined, `The subnetwork has no secondary range named '${missing}'`],
      [
        reach(inputs, "databaseEncryption.state")[0] === "ENCRYPTED" &&
          text(inputs, "databaseEncryption.keyName") === "",
        "Cluster.database_encryption.key_name must be set when state is ENCRYPTED",
      ],
    ]),
    ...notOneOf(inputs, "datapathProvider", ["DATAPATH_PROVIDER_UNSPECIFIED", "LEGACY_DATAPATH", "ADVANCED_DATAPATH"]),
    ...notOneOf(inputs, "releaseChannel.channel", ["UNSPECIFIED", "RAPID", "REGULAR", "STABLE", "EXTENDED"]),
    ...notOneOf(inputs, "networkingMode", ["VPC_NATIVE", "ROUTES"]),
    ...badLabels(inputs.resourceLabels),
  ];
}
