const cluster = { cloud: "existing", version: "1.35", zones: 3 };

/** Options of Trivy's operator that no example stack uses. */
export const variants = {
  "trivy-operator with everything": {
    cluster,
    mirror: { images: "registry.example.com:5000/mirror" },
    addons: {
      prometheus: {},
      "trivy-operator": {
        nodes: true,
        pullSecrets: true,
        databases: "registry.example.com:5000/mirror",
        excludedNamespaces: ["legacy"],
      },
    },
  },
  "trivy-operator at its smallest": {
    cluster: { ...cluster, profile: "ephemeral" },
    addons: { "trivy-operator": {} },
  },
};
