import { contains, overlaps, parseCidr } from "../../../components/config/values/cidr";
import { reach } from "../../inputs";
import type { ModelContext, Properties } from "../../model";
import { type Models, notOneOf, refusals, text } from "../fields";
import { badName, inResourceGroup } from "./scope";

export const subnetType = "azure-native:network:Subnet";
const networkType = "azure-native:network:VirtualNetwork";
const networkName = /^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/;

/** Networks. Sources: the azure-native provider's replacement.go, and Azure's naming rules. */
export const networkModels: Models = {
  [networkType]: inResourceGroup(
    { path: "Microsoft.Network/virtualNetworks", names: ["virtualNetworkName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({
        etag: `W/"${serial}"`,
        provisioningState: "Succeeded",
        resourceGuid: `00000000-0000-4000-8000-${String(serial).padStart(12, "0")}`,
      }),
      replaceOn: ["location"],
      refuse: (inputs) => badName(inputs, "virtualNetworkName", networkName),
    },
  ),
  [subnetType]: inResourceGroup(
    { path: "Microsoft.Network/virtualNetworks/subnets", names: ["virtualNetworkName", "subnetName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({ etag: `W/"${serial}"`, provisioningState: "Succeeded", purpose: "" }),
      refs: {
        virtualNetworkName: { type: networkType, output: "name", onDelete: "ignore" },
        "natGateway.id": { type: "azure-native:network:NatGateway" },
      },
      refuse: (inputs, context) => [
        ...badName(inputs, "subnetName", networkName),
        ...badPrefix(inputs, context),
        ...notOneOf(inputs, "privateEndpointNetworkPolicies", [
          "Enabled",
          "Disabled",
          "NetworkSecurityGroupEnabled",
          "RouteTableEnabled",
        ]),
      ],
    },
  ),
  "azure-native:network:PublicIPAddress": inResourceGroup(
    { path: "Microsoft.Network/publicIPAddresses", names: ["publicIpAddressName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({
        etag: `W/"${serial}"`,
        ipAddress: `20.73.${Math.floor(serial / 250) % 250}.${(serial % 250) + 1}`,
        provisioningState: "Succeeded",
      }),
      replaceOn: ["location", "publicIPAddressVersion", "publicIPPrefix", "sku"],
      fixed: ["zones"],
      refuse: (inputs) => [
        ...badName(inputs, "publicIpAddressName", networkName),
        ...refusals([
          [
            text(inputs, "sku.name") === "Standard" && text(inputs, "publicIPAllocationMethod") === "Dynamic",
            "Standard sku publicIp must have AllocationMethod set to Static.",
          ],
        ]),
      ],
    },
  ),
  "azure-native:network:NatGateway": inResourceGroup(
    { path: "Microsoft.Network/natGateways", names: ["natGatewayName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({ etag: `W/"${serial}"`, provisioningState: "Succeeded" }),
      refs: { "publicIpAddresses.*.id": { type: "azure-native:network:PublicIPAddress" } },
      fixed: ["zones", "sku"],
      refuse: (inputs) => {
        const minutes = inputs.idleTimeoutInMinutes;
        return [
          ...badName(inputs, "natGatewayName", networkName),
          ...refusals([
            [
              typeof minutes === "number" && (minutes < 4 || minutes > 120),
              "idleTimeoutInMinutes must be between 4 and 120",
            ],
            [reach(inputs, "publicIpAddresses.*").length > 16, "A NAT gateway takes 16 public addresses at most"],
          ]),
        ];
      },
    },
  ),
};

/** A subnet is inside of its network, and none overlap. Source: Azure Virtual Network, "Add, change, or delete a subnet". */
function badPrefix(inputs: Properties, { cloud, before }: ModelContext): readonly string[] {
  const prefix = text(inputs, "addressPrefix");
  const own = parseCidr(prefix);
  if (own === undefined) return [`Value '${prefix}' for address prefix is invalid`];
  const network = cloud.named({ type: networkType, output: "name" }, text(inputs, "virtualNetworkName"));
  const space =
    network === undefined
      ? []
      : reach(network.inputs, "addressSpace.addressPrefixes.*").map((it) => parseCidr(String(it)));
  const others = cloud.resources
    .filter(({ type, id, inputs: other }) => {
      return (
        type === subnetType &&
        id !== before?.id &&
        other.virtualNetworkName === inputs.virtualNetworkName &&
        other.resourceGroupName === inputs.resourceGroupName
      );
    })
    .map((other) => parseCidr(text(other.inputs, "addressPrefix")));
  return refusals([
    [
      space.length > 0 && !space.some((block) => block !== undefined && contains(block, own)),
      `NetcfgSubnetRangeOutsideVnet: Subnet '${text(inputs, "subnetName")}' is not valid because its IP address range is outside the IP address range of virtual network`,
    ],
    [
      others.some((other) => other !== undefined && overlaps(other, own)),
      `NetcfgSubnetRangesOverlap: Subnet '${text(inputs, "subnetName")}' is not valid because its IP address range overlaps with that of an existing subnet`,
    ],
  ]);
}
