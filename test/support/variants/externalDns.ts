const zone = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns/providers/Microsoft.Network";

export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "external-dns on EKS": {
    cluster: { cloud: "eks", region: "eu-west-1", nodePools: { general: { min: 3 } } },
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, "external-dns": { zones: { "example.com": "Z0123456789ABCDEFGHIJ" } } },
  },
  "external-dns on AKS": {
    cluster: { cloud: "aks", region: "westeurope", access: { admins: ["0b1f6471-1bf0-4dda-aec3-cb9272f09590"] } },
    addons: {
      "external-dns": { visibility: "private", zones: { "example.com": `${zone}/privateDnsZones/example.com` } },
    },
  },
  "external-dns at Cloudflare": {
    cluster: { cloud: "existing", version: "1.35" },
    addons: {
      "external-dns": {
        zones: { "example.com": "0123456789abcdef0123456789abcdef" },
        cloudflare: { apiToken: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" } },
      },
    },
  },
  "external-dns on GKE": {
    cluster: { cloud: "gke", project: "acme-platform", region: "europe-west1" },
    addons: { "external-dns": { policy: "sync", owner: "one", zones: { "example.com": "example-com" } } },
  },
};
