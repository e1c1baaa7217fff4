/** Loki in each way that it runs: one pod, several parts, and a store with an authority of its own. */
const secret = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };
const objectStore = {
  endpoint: "https://s3.example.com:9000",
  bucket: "platform",
  accessKeyId: secret,
  secretAccessKey: secret,
  caCert: "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----",
};
const cluster = { cloud: "existing", version: "1.35", zones: 3, objectStore };
const mirror = { images: "registry.example.com/mirror" };

export const variants = {
  "loki as several parts": {
    cluster,
    mirror,
    addons: { loki: { size: "large", allowFrom: ["apps"] }, prometheus: {} },
  },
  "loki in one zone, without volumes": {
    cluster: { ...cluster, zones: 1 },
    addons: { loki: { storage: { enabled: false }, collector: { excludedNamespaces: ["noise"] } } },
  },
  "loki in one pod": { cluster: { ...cluster, profile: "development" }, addons: { loki: {} } },
  "loki in one pod, for a day": { cluster: { ...cluster, profile: "ephemeral" }, mirror, addons: { loki: {} } },
  "loki on Azure": {
    cluster: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
    addons: { loki: { size: "medium", collector: { enabled: false } } },
  },
  "loki on Google Cloud": {
    cluster: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
    addons: { loki: {} },
  },
};
