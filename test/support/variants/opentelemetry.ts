/** OpenTelemetry with everything that it hands on to, and with a destination of the user's own. */
const cluster = { cloud: "existing", version: "1.35", zones: 3 };
const objectStore = {
  endpoint: "https://s3.example.com",
  bucket: "platform",
  accessKeyId: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" },
  secretAccessKey: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" },
};
const mirror = { images: "registry.example.com/mirror" };

export const variants = {
  "opentelemetry with everything": {
    cluster: { ...cluster, objectStore },
    mirror,
    addons: { opentelemetry: { sampling: 10 }, tempo: {}, loki: {}, prometheus: {}, "cert-manager": {} },
  },
  "opentelemetry to somewhere else": {
    cluster: { ...cluster, profile: "development" },
    addons: {
      opentelemetry: {
        allowFrom: ["apps"],
        config: {
          exporters: { "otlp_http/other": { endpoint: "https://otlp.example.com" } },
          service: { pipelines: { traces: { receivers: ["otlp"], exporters: ["otlp_http/other"] } } },
        },
      },
    },
  },
};
