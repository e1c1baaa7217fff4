import type { Cloud } from "../../components/config/clusters/common";

const secret = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };

/** A production cluster of each kind with the least config that every add-on for it can be switched on with. */
export const leastClusters: Readonly<Record<Cloud, Readonly<Record<string, unknown>>>> = {
  eks: { cloud: "eks", region: "eu-west-1", accountId: "481516234200", version: "1.35" },
  aks: {
    cloud: "aks",
    subscriptionId: "11111111-2222-3333-4444-555555555555",
    region: "westeurope",
    version: "1.35",
    access: { admins: ["0b1f6471-1bf0-4dda-aec3-cb9272f09590"] },
    azurePolicy: false,
    secretsVault:
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shared/providers/Microsoft.KeyVault/vaults/shared",
  },
  gke: { cloud: "gke", project: "acme-platform", region: "europe-west1", version: "1.35", gatewayApi: false },
  existing: {
    cloud: "existing",
    version: "1.35",
    zones: 3,
    snapshotClass: { name: "snapshots", driver: "csi.example.com" },
    objectStore: {
      endpoint: "https://s3.example.com",
      bucket: "platform",
      accessKeyId: secret,
      secretAccessKey: secret,
    },
  },
};
