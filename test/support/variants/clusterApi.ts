import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Variants = {
  "cluster-api-operator with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, "cert-manager": {}, "cluster-api-operator": { infrastructure: "azure" } },
  },
  "cluster-api-operator at its smallest": {
    cluster: { ...cluster, profile: "development" },
    addons: { "cert-manager": {}, "cluster-api-operator": { infrastructure: "aws" } },
  },
};
