const cluster = { cloud: "existing", version: "1.35", zones: 3 };
const mirror = { images: "registry.example.com/mirror" };
const gateways = {
  public: { exposure: "internet", hosts: ["shop.example.com", "*.apps.example.com"], issuer: { name: "acme" } },
  inside: { hosts: ["tools.example.com"], secretName: "tools", namespaces: ["tools"], allowedCidrs: ["10.0.0.0/8"] },
};

export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "gateways of Envoy Gateway": {
    cluster,
    mirror,
    addons: { "gateway-api": { gateways }, "cert-manager": {}, prometheus: {} },
  },
  "gateways of Istio": { cluster, addons: { "gateway-api": { gateways, replicas: 3, maxReplicas: 3 }, istio: {} } },
};
