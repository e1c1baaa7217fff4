import type { OutputShapes } from "./shape";

/** Structured outputs of the types in clusters/aks. Source: the SDK's output types. */
export const aksOutputs: OutputShapes = {
  "azure-native:containerservice:ManagedCluster": { oidcIssuerProfile: { issuerURL: "text" } },
  "azure-native:keyvault:Vault": { properties: { vaultUri: "text" } },
};
