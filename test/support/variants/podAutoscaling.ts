const eks = { cloud: "eks", region: "eu-west-1" };
const existing = { cloud: "existing", version: "1.35", zones: 3 };
const mirror = { images: "registry.example.com/mirror" };

export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "metrics and pod autoscaling with cert-manager": {
    cluster: eks,
    mirror,
    addons: { "metrics-server": {}, "vertical-pod-autoscaler": {}, "cert-manager": {}, prometheus: {} },
  },
  "metrics and recommendations by themselves": {
    cluster: { ...existing, profile: "development" },
    addons: { "metrics-server": { verifyKubelets: false }, "vertical-pod-autoscaler": { apply: false } },
  },
};
