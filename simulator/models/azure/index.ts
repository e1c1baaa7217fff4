import type { SimulatedCloud } from "../../cloud";
import { CloudError } from "../../errors";
import type { Properties } from "../../model";
import { type Models, text } from "../fields";
import { clusterType, containerserviceModels, kubeconfigOf } from "./containerservice";
import { dataModels } from "./data";
import { identityModels } from "./identity";
import { monitorModels } from "./monitor";
import { networkModels } from "./network";

/** The types of Azure that the program makes. */
export const azureModels: Models = {
  ...identityModels,
  ...networkModels,
  ...dataModels,
  ...monitorModels,
  ...containerserviceModels,
};

/** Azure's functions that the program calls. */
export const azureInvokes = {
  "azure-native:containerservice:listManagedClusterUserCredentials": (args: Properties, cloud: SimulatedCloud) => {
    const [group, name] = [text(args, "resourceGroupName"), text(args, "resourceName")];
    const cluster = cloud.resources.find(({ type, id }) => {
      return type === clusterType && id.includes(`/resourceGroups/${group}/`) && id.endsWith(`/${name}`);
    });
    if (cluster === undefined)
      throw new CloudError(
        "ResourceNotFound",
        `The Resource 'Microsoft.ContainerService/managedClusters/${name}' under resource group '${group}' was not found.`,
      );
    return { kubeconfigs: [{ name: "clusterUser", value: kubeconfigOf(cluster.outputs) }] };
  },
} as const;
