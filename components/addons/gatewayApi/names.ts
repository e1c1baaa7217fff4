/** The namespace of gateways, their certificates and whatever else is a user's to see. */
export const namespace = "gateways";

/** The namespace of Envoy Gateway and of the proxies that it starts. */
export const envoyNamespace = "envoy-gateway";

export const release = { types: "gateway-api-crds", envoy: "envoy-gateway" } as const;

/** The class of each controller's gateways. Istio makes its own; Envoy Gateway's is made here. */
export const classNames = { envoy: "envoy", istio: "istio" } as const;

/** The listener that sends browsers from http to https. */
export const plainListener = "http";

/** A host as part of a name: `*.apps.example.com` becomes `wildcard-apps-example-com`. */
export function slug(host: string): string {
  return host.replace(/^\*/, "wildcard").replaceAll(".", "-");
}
