const cluster = { cloud: "eks", region: "eu-west-1" };

export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "the AWS Load Balancer Controller with cert-manager": {
    cluster,
    addons: { "aws-load-balancer-controller": {}, "cert-manager": {}, prometheus: {} },
  },
  "the AWS Load Balancer Controller by itself": {
    cluster: { ...cluster, profile: "development" },
    mirror: { images: "registry.example.com/mirror" },
    addons: { "aws-load-balancer-controller": { defaultIngressClass: true } },
  },
};
