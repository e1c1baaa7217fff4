import { parseCidr } from "../../../components/config/values/cidr";
import type { Properties, TypeModel } from "../../model";
import { type Models, refusals, text } from "../fields";
import { account, ec2, ec2Id, regionOf } from "./names";

const vpcType = "aws:ec2/vpc:Vpc";
const groupType = "aws:ec2/securityGroup:SecurityGroup";

/** Security groups. Source: the EC2 API reference. */
export const securityGroupModels: Models = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: (inputs) => `sg-${text(inputs, "vpcId").slice(4)}`,
    outputs: (_inputs, id, context) => ({
      arn: `arn:aws:ec2:${regionOf(context)}:${account}:security-group/${id}`,
      description: "default VPC security group",
      name: "default",
      ownerId: account,
    }),
    upsert: true,
    // Only its VPC can take it away: the provider lets go of it.
    leaves: "itself",
    refs: { vpcId: { type: vpcType, onDelete: "cascade" } },
    replaceOn: ["vpcId"],
  },
  [groupType]: ec2("sg", "security-group", {
    outputs: () => ({ ownerId: account }),
    refs: { vpcId: { type: vpcType } },
    replaceOn: ["vpcId", "name", "namePrefix", "description"],
    refuse: (inputs, { cloud, before }) => {
      const twin = cloud.resources.find(({ type, id, inputs: other }) => {
        return (
          type === groupType &&
          id !== before?.id &&
          other.vpcId === inputs.vpcId &&
          inputs.name !== undefined &&
          other.name === inputs.name
        );
      });
      return refusals([
        [
          twin !== undefined,
          `InvalidGroup.Duplicate: The security group '${text(inputs, "name")}' already exists for VPC '${text(inputs, "vpcId")}'`,
        ],
        [
          text(inputs, "description").length > 255,
          "Value for parameter GroupDescription is longer than 255 characters",
        ],
      ]);
    },
  }),
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: ec2Id("sgrule"),
    refs: { securityGroupId: { type: groupType, onDelete: "cascade" } },
    replaceOn: [
      "securityGroupId",
      "cidrBlocks",
      "fromPort",
      "toPort",
      "protocol",
      "type",
      "self",
      "sourceSecurityGroupId",
    ],
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ruleModel("ingress"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ruleModel("egress"),
};

/** A rule of a group of ours, or of the group that EKS makes with a cluster. */
function ruleModel(direction: "ingress" | "egress"): TypeModel {
  return {
    id: ec2Id("sgr"),
    outputs: (_inputs, id, context) => ({
      arn: `arn:aws:ec2:${regionOf(context)}:${account}:security-group-rule/${id}`,
      securityGroupRuleId: id,
    }),
    refs: { securityGroupId: { type: groupType, onDelete: "cascade", optional: true } },
    replaceOn: ["securityGroupId"],
    refuse: (inputs, { cloud, before }) => {
      const group = text(inputs, "securityGroupId");
      const exists = cloud.resources.some(({ type, id, outputs }) => {
        const own = [
          id,
          outputs.defaultSecurityGroupId,
          (outputs.vpcConfig as Properties | undefined)?.clusterSecurityGroupId,
        ];
        return (type.startsWith("aws:ec2/") || type === "aws:eks/cluster:Cluster") && own.includes(group);
      });
      const same = [
        "securityGroupId",
        "cidrIpv4",
        "cidrIpv6",
        "ipProtocol",
        "fromPort",
        "toPort",
        "referencedSecurityGroupId",
      ];
      const twin = cloud.resources.some(({ type, id, inputs: other }) => {
        return (
          type ===
            `aws:vpc/securityGroup${direction === "ingress" ? "Ingress" : "Egress"}Rule:SecurityGroup${direction === "ingress" ? "Ingress" : "Egress"}Rule` &&
          id !== before?.id &&
          same.every((key) => other[key] === inputs[key])
        );
      });
      return refusals([
        [!exists, `InvalidGroup.NotFound: The security group '${group}' does not exist`],
        [twin, "InvalidPermission.Duplicate: the specified rule already exists"],
        [
          inputs.cidrIpv4 !== undefined && parseCidr(text(inputs, "cidrIpv4")) === undefined,
          `InvalidParameterValue: CIDR block ${text(inputs, "cidrIpv4")} is malformed`,
        ],
      ]);
    },
  };
}
