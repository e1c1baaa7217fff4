import { reach } from "../../inputs";
import type { ModelContext, Properties } from "../../model";
import { certificate, hex, type Models, named, notOneOf, refusals, text } from "../fields";
import { refuseCluster, refuseNodeGroup } from "./eksRules";
import { arn, ec2Id, key, regionOf, role } from "./names";

const clusterType = "aws:eks/cluster:Cluster";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";
const subnets = { type: "aws:ec2/subnet:Subnet" };
// EKS deletes a cluster with its access entries, add-ons and associations, but not while it has node groups.
const inCluster = { clusterName: { type: clusterType, onDelete: "cascade" } } as const;

/**
 * EKS. Sources: each type's documentation in @pulumi/aws for what forces a new resource; the EKS API reference.
 */
export const eksModels: Models = {
  [clusterType]: {
    id: named(),
    outputs: clusterOutputs,
    refs: { roleArn: role, "vpcConfig.subnetIds.*": subnets, "encryptionConfig.provider.keyArn": key },
    replaceOn: [
      "name",
      "roleArn",
      "bootstrapSelfManagedAddons",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
      "kubernetesNetworkConfig.ipFamily",
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "encryptionConfig.provider.keyArn",
    ],
    taken: (id) => `ResourceInUseException: Cluster already exists with name: ${id}`,
    refuse: refuseCluster,
    refuseDelete: ({ id, inputs }) =>
      refusals([
        [inputs.deletionProtection === true, `InvalidRequestException: Cluster ${id} has deletion protection on`],
      ]),
    homes: ({ outputs }) => [text(outputs, "endpoint").replace("https://", "")],
    // The group that EKS made goes with it, and the rules in it.
    takes: ({ outputs }, other) => {
      const group = reach(outputs, "vpcConfig.clusterSecurityGroupId")[0];
      return group !== undefined && other.inputs.securityGroupId === group;
    },
  },
  "aws:eks/accessEntry:AccessEntry": {
    id: (inputs) => `${text(inputs, "clusterName")}:${text(inputs, "principalArn")}`,
    outputs: (inputs, _id, context) => ({
      accessEntryArn: arn("eks", () => `access-entry/${text(inputs, "clusterName")}/role/${context.serial}`)(
        inputs,
        "",
        context,
      ).arn,
      createdAt: "2026-01-01T00:00:00Z",
      modifiedAt: "2026-01-01T00:00:00Z",
    }),
    refs: inCluster,
    taken: () => "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
    replaceOn: ["clusterName", "principalArn", "type"],
    refuse: (inputs) => [
      ...refusals([
        [
          !/^arn:aws[\w-]*:(iam|sts)::\d{12}:/.test(text(inputs, "principalArn")),
          `The specified principalArn is invalid: ${text(inputs, "principalArn")}`,
        ],
      ]),
      ...notOneOf(inputs, "type", ["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX"]),
    ],
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: (inputs) => `${text(inputs, "clusterName")}#${text(inputs, "principalArn")}#${text(inputs, "policyArn")}`,
    outputs: () => ({ associatedAt: "2026-01-01T00:00:00Z", modifiedAt: "2026-01-01T00:00:00Z" }),
    refs: inCluster,
    replaceOn: ["clusterName", "principalArn", "policyArn", "accessScope"],
    refuse: (inputs, { cloud }) => {
      const entry = `${text(inputs, "clusterName")}:${text(inputs, "principalArn")}`;
      return refusals([
        [
          cloud.find("aws:eks/accessEntry:AccessEntry", entry) === undefined,
          "The specified principalArn could not be found in the access entries",
        ],
      ]);
    },
  },
  "aws:eks/addon:Addon": {
    id: (inputs) => `${text(inputs, "clusterName")}:${text(inputs, "addonName")}`,
    outputs: (inputs, id, context) => ({
      ...arn("eks", () => `addon/${id.replace(":", "/")}/${hex(context.serial, 8)}`)(inputs, id, context),
      createdAt: "2026-01-01T00:00:00Z",
      modifiedAt: "2026-01-01T00:00:00Z",
    }),
    refs: { ...inCluster, "podIdentityAssociations.*.roleArn": role, serviceAccountRoleArn: role },
    taken: () => "ResourceInUseException: Addon already exists.",
    replaceOn: ["clusterName", "addonName"],
    refuse: (inputs) => {
      const values = text(inputs, "configurationValues");
      const version = text(inputs, "addonVersion");
      return refusals([
        [
          values !== "" && !isJson(values),
          "InvalidParameterException: ConfigurationValue provided in request is not valid JSON",
        ],
        [
          version !== "" && !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(version),
          `InvalidParameterException: Addon version ${version} specified is not supported`,
        ],
      ]);
    },
  },
  [nodeGroupType]: {
    id: (inputs, context) => `${text(inputs, "clusterName")}:${named("nodeGroupName")(inputs, context)}`,
    outputs: (inputs, id, context) => ({
      ...arn("eks", () => `nodegroup/${id.replace(":", "/")}/${hex(context.serial, 8)}`)(inputs, id, context),
      status: "ACTIVE",
      resources: [{ autoscalingGroups: [{ name: groupNameOf(id, context.serial) }], remoteAccessSecurityGroupId: "" }],
    }),
    refs: {
      clusterName: { type: clusterType },
      nodeRoleArn: role,
      "subnetIds.*": subnets,
      // A template can be deleted while a group uses it, though the group cannot grow any more.
      "launchTemplate.id": { type: "aws:ec2/launchTemplate:LaunchTemplate", onDelete: "ignore" },
    },
    replaceOn: [
      "amiType",
      "capacityType",
      "clusterName",
      "diskSize",
      "instanceTypes",
      "launchTemplate.id",
      "launchTemplate.name",
      "nodeGroupName",
      "nodeGroupNamePrefix",
      "nodeRoleArn",
      "remoteAccess",
      "subnetIds",
    ],
    taken: (id) =>
      `ResourceInUseException: NodeGroup already exists with name ${id.split(":")[1]} and cluster name ${id.split(":")[0]}`,
    refuse: refuseNodeGroup,
    takes: ({ id, serial }, other) => other.inputs.autoscalingGroupName === groupNameOf(id, serial),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: ec2Id("a"),
    importing: ({ id, inputs }) => `${text(inputs, "clusterName")},${id}`,
    outputs: (inputs, id, context) => ({
      associationArn: arn("eks", () => `podidentityassociation/${text(inputs, "clusterName")}/${id}`)(
        inputs,
        id,
        context,
      ).arn,
      associationId: id,
    }),
    refs: { ...inCluster, roleArn: role },
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    refuse: (inputs, { cloud, before }) => {
      const same = ["clusterName", "namespace", "serviceAccount"];
      const twin = cloud.resources.some(({ type, id, inputs: other }) => {
        return (
          type === "aws:eks/podIdentityAssociation:PodIdentityAssociation" &&
          id !== before?.id &&
          same.every((one) => other[one] === inputs[one])
        );
      });
      return refusals([
        [
          twin,
          `ResourceInUseException: Association already exists for ${text(inputs, "namespace")}/${text(inputs, "serviceAccount")}`,
        ],
      ]);
    },
  },
  "aws:autoscaling/tag:Tag": {
    id: (inputs) => `${text(inputs, "autoscalingGroupName")},${reach(inputs, "tag.key").join()}`,
    upsert: true,
    replaceOn: ["autoscalingGroupName", "tag.key"],
    refuse: (inputs, { cloud }) => {
      const group = text(inputs, "autoscalingGroupName");
      const exists = cloud.resources.some(
        ({ type, id, serial }) => type === nodeGroupType && groupNameOf(id, serial) === group,
      );
      return refusals([[!exists, `ValidationError: AutoScalingGroup name not found - ${group}`]]);
    },
  },
};

function groupNameOf(id: string, serial: number): string {
  return `eks-${id.split(":")[1]}-${hex(serial, 8)}`;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function clusterOutputs(inputs: Properties, id: string, context: ModelContext): Properties {
  const unique = hex(context.serial, 32).toUpperCase();
  const region = regionOf(context);
  return {
    ...arn("eks", () => `cluster/${id}`)(inputs, id, context),
    name: id,
    clusterId: id,
    endpoint: `https://${unique}.gr7.${region}.eks.amazonaws.com`,
    version: text(inputs, "version") || "1.35",
    status: "ACTIVE",
    platformVersion: "eks.1",
    createdAt: "2026-01-01T00:00:00Z",
    certificateAuthority: { data: certificate },
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${region}.amazonaws.com/id/${unique}` }] }],
    vpcConfig: {
      ...(inputs.vpcConfig as Properties),
      clusterSecurityGroupId: `sg-0${hex(context.serial, 16)}`,
      vpcId:
        context.cloud.find("aws:ec2/subnet:Subnet", String(reach(inputs, "vpcConfig.subnetIds.*")[0]))?.inputs.vpcId ??
        "",
    },
  };
}
