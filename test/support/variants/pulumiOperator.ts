import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Variants = {
  "pulumi-operator with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, "pulumi-operator": { namespaces: ["infra"] } },
  },
  "pulumi-operator at its smallest": {
    cluster: { ...cluster, profile: "development" },
    addons: { "pulumi-operator": { pinnedImages: false } },
  },
};
