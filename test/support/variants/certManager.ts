const cluster = { cloud: "existing", version: "1.35", zones: 3 };

/** Options of cert-manager that no example stack uses. */
export const variants = {
  "cert-manager with HTTP": {
    cluster,
    mirror: { images: "registry.example.com/mirror" },
    addons: {
      prometheus: {},
      "cert-manager": { acme: { email: "ops@example.com", http01: { ingressClass: "nginx" } } },
    },
  },
  "cert-manager with zones": {
    cluster: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
    addons: { "cert-manager": { acme: { email: "ops@example.com", zones: { "example.com": "example.com" } } } },
  },
};
