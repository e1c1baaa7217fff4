const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  keda: { cluster, mirror: { images: "registry.example.com/mirror" }, addons: { keda: {}, prometheus: {} } },
  "keda at its smallest": { cluster: { ...cluster, profile: "development" }, addons: { keda: { readSecrets: true } } },
};
