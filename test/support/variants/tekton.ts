import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Variants = {
  "tekton with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, tekton: { dashboard: true } },
  },
  "tekton at its smallest": {
    cluster: { ...cluster, profile: "development" },
    addons: { tekton: { triggers: false } },
  },
};
