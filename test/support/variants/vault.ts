const cluster = { cloud: "existing", version: "1.35", zones: 3 };
const secret = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };
const certificate = "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----";
const mirror = { images: "registry.example.com/mirror" };

/** Options of Vault that no example stack uses. */
export const variants = {
  "vault with everything": {
    cluster,
    mirror,
    addons: {
      "cert-manager": {},
      "external-secrets": {},
      prometheus: {},
      vault: {
        unseal: "transit",
        transit: { address: "https://vault.example.com:8200", key: "prod", token: secret, caCert: certificate },
        snapshots: { enabled: true },
        injector: { enabled: true },
        clients: ["shop"],
        egressPorts: [5432],
      },
    },
  },
  "vault on Amazon": {
    cluster: { cloud: "eks", region: "eu-west-1" },
    addons: { "cert-manager": {}, vault: {} },
  },
  "vault at its smallest": {
    cluster: { ...cluster, profile: "ephemeral" },
    addons: { vault: {} },
  },
};
