/** Tempo in one pod and in several, with and without what it works together with. */
const secret = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };
const objectStore = {
  endpoint: "https://minio.example.com:9000",
  bucket: "platform",
  accessKeyId: secret,
  secretAccessKey: secret,
  caCert: "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----",
};
const cluster = { cloud: "existing", version: "1.35", zones: 3, profile: "development", objectStore };
const mirror = { images: "registry.example.com/mirror" };

export const variants = {
  "tempo in one pod, with logs and metrics": { cluster, mirror, addons: { tempo: {}, loki: {}, prometheus: {} } },
  "tempo in one pod, alone": { cluster, addons: { tempo: { storage: { enabled: false } } } },
  "tempo on Amazon": {
    cluster: { cloud: "eks", region: "eu-west-1" },
    addons: { tempo: { replicas: 5, size: "large", metricsGenerator: false, allowFrom: ["apps"] }, prometheus: {} },
  },
  "tempo on Azure": {
    cluster: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
    addons: { tempo: {}, prometheus: {} },
  },
  "tempo on Google Cloud": {
    cluster: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
    addons: { tempo: {} },
  },
};
