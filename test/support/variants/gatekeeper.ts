const cluster = { cloud: "existing", version: "1.35", zones: 3 };

/** Options of Gatekeeper that no example stack uses. */
export const variants = {
  "gatekeeper with everything": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: { prometheus: {}, gatekeeper: { exemptNamespaces: ["legacy"] } },
  },
  "gatekeeper at its smallest": { cluster: { ...cluster, profile: "development" }, addons: { gatekeeper: {} } },
};
