import { reach } from "../inputs";
import type { SimulatedResource } from "../model";
import type { Quota } from "../policy";

/** The region in an ARN. */
function regionOf({ outputs }: SimulatedResource): string {
  return String(outputs.arn ?? "").split(":")[3] ?? "";
}

function input(path: string): (resource: SimulatedResource) => string {
  return ({ inputs }) => String(reach(inputs, path)[0] ?? "");
}

/**
 * What a new account may have. Sources: Amazon VPC, "Quotas"; Amazon EC2, "Elastic IP address quota"; Amazon EKS,
 * "Service quotas"; Amazon S3, "General purpose bucket quotas"; AKS, "Quotas and limits"; Azure, "Networking limits";
 * VPC of Google Cloud, "Quotas and limits"; GKE, "Quotas and limits".
 */
export const newAccount: readonly Quota[] = [
  {
    type: "aws:ec2/vpc:Vpc",
    limit: 5,
    per: regionOf,
    code: "VpcLimitExceeded",
    message: "The maximum number of VPCs has been reached.",
  },
  {
    type: "aws:ec2/eip:Eip",
    limit: 5,
    per: regionOf,
    code: "AddressLimitExceeded",
    message: "The maximum number of addresses has been reached.",
  },
  {
    type: "aws:ec2/internetGateway:InternetGateway",
    limit: 5,
    per: regionOf,
    code: "InternetGatewayLimitExceeded",
    message: "The maximum number of internet gateways has been reached.",
  },
  {
    type: "aws:eks/cluster:Cluster",
    limit: 100,
    per: regionOf,
    code: "ResourceLimitExceededException",
    message: "Cluster limit exceeded",
  },
  {
    type: "aws:eks/nodeGroup:NodeGroup",
    limit: 30,
    per: input("clusterName"),
    code: "ResourceLimitExceededException",
    message: "Node group limit exceeded for the cluster",
  },
  {
    type: "azure-native:containerservice:AgentPool",
    // A hundred pools a cluster; the first one is made with it.
    limit: 99,
    per: ({ inputs }) => `${inputs.resourceGroupName}/${inputs.resourceName}`,
    code: "AgentPoolLimitExceeded",
    message: "The cluster has reached the maximum number of agent pools",
  },
  {
    type: "azure-native:network:PublicIPAddress",
    limit: 20,
    per: input("location"),
    code: "PublicIPCountLimitReached",
    message: "Cannot create more than 20 public IP addresses for this subscription in this region.",
  },
  {
    type: "gcp:compute/network:Network",
    limit: 15,
    per: ({ outputs }) => String(outputs.project),
    code: "quotaExceeded",
    message: "Quota 'NETWORKS' exceeded. Limit: 15.0 globally.",
  },
  {
    type: "gcp:compute/address:Address",
    limit: 8,
    per: ({ outputs }) => `${outputs.project}/${outputs.region}`,
    code: "quotaExceeded",
    message: "Quota 'STATIC_ADDRESSES' exceeded. Limit: 8.0 in region.",
  },
];
