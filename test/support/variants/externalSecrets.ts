const cluster = { cloud: "existing", version: "1.35", zones: 3 };

/** Options of External Secrets that no example stack uses. */
export const variants = {
  "external-secrets on a cluster of one's own": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, "external-secrets": { namespaces: ["shop"] } },
  },
  "external-secrets on Azure": {
    cluster: {
      cloud: "aks",
      region: "westeurope",
      access: { admins: ["11111111-2222-4333-8444-555555555555"] },
      secretsVault:
        "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/secrets/providers/Microsoft.KeyVault/vaults/platform",
    },
    addons: { "external-secrets": {} },
  },
};
