import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Variants = {
  "litmus with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, litmus: { namespaces: ["shop"], experiments: ["pod-delete", "pod-network-loss"] } },
  },
  "litmus at its smallest": { cluster: { ...cluster, profile: "development" }, addons: { litmus: {} } },
};
