/** OpenCost by the cloud's prices, by a key's and by the user's own. */
const cluster = { cloud: "existing", version: "1.35", zones: 3 };
const key = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };

export const variants = {
  "opencost with prices of one's own": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { opencost: { prices: { cpu: 20 }, budget: 500, ui: false }, prometheus: {} },
  },
  "opencost on Amazon": { cluster: { cloud: "eks", region: "eu-west-1" }, addons: { opencost: {}, prometheus: {} } },
  "opencost on Azure": {
    cluster: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
    addons: { opencost: {}, prometheus: {} },
  },
  "opencost on Google Cloud": {
    cluster: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
    addons: { opencost: { priceListKey: key }, prometheus: {} },
  },
};
