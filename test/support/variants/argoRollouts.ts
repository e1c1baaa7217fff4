import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Variants = {
  "argo-rollouts with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, istio: {}, "argo-rollouts": { dashboard: true, gatewayApi: true } },
  },
  "argo-rollouts at its smallest": { cluster: { ...cluster, profile: "development" }, addons: { "argo-rollouts": {} } },
};
