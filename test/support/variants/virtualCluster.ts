const cluster = { cloud: "existing", version: "1.35" };
const mirror = { images: "registry.example.com/mirror" };
const restricted = { access: "restricted", allowedCidrs: ["203.0.113.0/24"] };

/** Virtual clusters, reached in each of the ways. */
export const variants = {
  "virtual cluster": { cluster: { ...cluster, virtual: {} }, mirror },
  "virtual cluster that faces the internet": {
    cluster: {
      ...cluster,
      virtual: { endpoint: restricted, persistent: false },
      loadBalancer: { internet: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" } },
    },
  },
  "virtual cluster for a runner on the same cluster": {
    cluster: { ...cluster, virtual: { endpoint: { access: "cluster" }, podSecurity: "privileged" } },
  },
};
