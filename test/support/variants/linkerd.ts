import type { Variants } from ".";

const cluster = { cloud: "existing", version: "1.35", zones: 3 };

export const variants: Variants = {
  "linkerd with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, "cert-manager": {}, "gateway-api": {}, linkerd: { viz: true, previousAnchor: true } },
  },
  "linkerd at its smallest": {
    cluster: { ...cluster, profile: "development" },
    addons: { "cert-manager": {}, "gateway-api": {}, linkerd: { cni: false } },
  },
};
