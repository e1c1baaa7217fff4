import { overlaps, parseCidr } from "../../../components/config/values/cidr";
import { reach } from "../../inputs";
import type { ModelContext, Properties } from "../../model";
import { notOneOf, refusals, text } from "../fields";
import { hasRole, identityType } from "./identity";
import { subnetType } from "./network";

// Azure's built-in roles that AKS asks its identity to have. Source: AKS, "Use a managed identity in AKS".
const networkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";
const identityOperator = "f1a07417-d97a-45cb-824c-7a7467783830";
const cryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";

/** What AKS refuses of a cluster. Sources: the API's patterns, and AKS's documentation of each feature. */
export function refuseCluster(inputs: Properties, context: ModelContext): readonly string[] {
  return [...refuseNames(inputs), ...refuseNetworks(inputs, context), ...refuseRights(inputs, context)];
}

function refuseNames(inputs: Properties): readonly string[] {
  const name = text(inputs, "resourceName");
  const prefix = text(inputs, "dnsPrefix");
  const pools = reach(inputs, "agentPoolProfiles.*.name").map(String);
  const bad = pools.find((pool) => !/^[a-z][a-z0-9]{0,11}$/.test(pool));
  return [
    ...refusals([
      [
        name !== "" && !/^[a-zA-Z0-9]([\w-]{0,61}[a-zA-Z0-9])?$/.test(name),
        `InvalidParameter: the cluster's name '${name}' is not valid`,
      ],
      [
        prefix !== "" && !/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/.test(prefix),
        `InvalidParameter: the DNS prefix '${prefix}' is not valid`,
      ],
      [text(inputs, "nodeResourceGroup").length > 80, "The node resource group's name is longer than 80 characters"],
      [bad !== undefined, `InvalidParameter: agent pool name '${bad}' is not valid`],
      [!reach(inputs, "agentPoolProfiles.*.mode").includes("System"), "There has to be at least one system agent pool"],
      [
        inputs.disableLocalAccounts === true && reach(inputs, "aadProfile.managed")[0] !== true,
        "Disabling local accounts needs managed Microsoft Entra integration",
      ],
    ]),
    ...notOneOf(inputs, "sku.tier", ["Free", "Standard", "Premium"]),
    ...notOneOf(inputs, "supportPlan", ["KubernetesOfficial", "AKSLongTermSupport"]),
    ...notOneOf(inputs, "autoUpgradeProfile.upgradeChannel", ["rapid", "stable", "patch", "node-image", "none"]),
    ...notOneOf(inputs, "autoUpgradeProfile.nodeOSUpgradeChannel", ["None", "Unmanaged", "NodeImage", "SecurityPatch"]),
  ];
}

function refuseNetworks(inputs: Properties, { cloud }: ModelContext): readonly string[] {
  const services = parseCidr(text(inputs, "networkProfile.serviceCidr"));
  const pods = parseCidr(text(inputs, "networkProfile.podCidr"));
  const dns = parseCidr(`${text(inputs, "networkProfile.dnsServiceIP")}/32`);
  const subnets = reach(inputs, "agentPoolProfiles.*.vnetSubnetID").map((id) => cloud.find(subnetType, String(id)));
  const nodes = subnets.map((subnet) => parseCidr(text(subnet?.inputs ?? {}, "addressPrefix")));
  const clash = [...nodes, pods].some(
    (range) => range !== undefined && services !== undefined && overlaps(range, services),
  );
  const own = text(inputs, "networkProfile.outboundType") === "userAssignedNATGateway";
  return refusals([
    [clash, "ServiceCidrOverlapExistingSubnetsCidr: The specified service CIDR is conflicted with an existing network"],
    [
      dns !== undefined && services !== undefined && !overlaps(dns, services),
      "InvalidDNSServiceIP: The DNS service IP is not within the service CIDR",
    ],
    [
      own && subnets.some((subnet) => subnet !== undefined && reach(subnet.inputs, "natGateway.id").length === 0),
      "The subnet has no NAT gateway, which outbound type userAssignedNATGateway needs",
    ],
  ]);
}

/** AKS acts with an identity of ours, which must have its rights before the cluster is made. */
function refuseRights(inputs: Properties, context: ModelContext): readonly string[] {
  const { cloud } = context;
  const identity = reach(inputs, "identity.userAssignedIdentities.*").map((id) =>
    cloud.find(identityType, String(id)),
  )[0];
  if (identity === undefined) return [];
  const principal = text(identity.outputs, "principalId");
  const lacks = (role: string, scope: unknown) =>
    typeof scope === "string" && scope !== "" && !hasRole(context, principal, role, scope);
  const subnets = [
    ...reach(inputs, "agentPoolProfiles.*.vnetSubnetID"),
    ...reach(inputs, "apiServerAccessProfile.subnetId"),
  ];
  const kms = text(inputs, "securityProfile.azureKeyVaultKms.keyVaultResourceId");
  return refusals([
    [
      lacks(identityOperator, reach(inputs, "identityProfile.kubeletidentity.resourceId")[0]),
      "CustomKubeletIdentityMissingPermissionError: The cluster user assigned identity must be given permission to assign kubelet identity",
    ],
    [
      subnets.some((subnet) => lacks(networkContributor, subnet)),
      "LinkedAuthorizationFailed: The cluster's identity does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the subnet",
    ],
    [
      lacks(cryptoUser, kms),
      "KeyVault KMS: the cluster's identity has no permission to encrypt and decrypt with the key",
    ],
  ]);
}
