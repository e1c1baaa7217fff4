import { Provider } from "@pulumi/azure-native/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/parse";
import type { Cluster } from "../cluster";
import { AksCluster } from "./cluster";
import { aksConfigOf } from "./scope";

/** Makes a cluster on AKS. Everything goes to the config's subscription, whatever the environment's default is. */
export function createCluster(config: Config, parent: pulumi.ComponentResource): Cluster {
  const { region, subscriptionId, tenantId } = aksConfigOf(config);
  const name = `${config.stack}-aks`;
  const azure = new Provider(
    `${name}-azure`,
    {
      location: region,
      ...(subscriptionId === undefined ? {} : { subscriptionId }),
      ...(tenantId === undefined ? {} : { tenantId }),
    },
    { parent },
  );
  return new AksCluster(name, config, azure, parent);
}
