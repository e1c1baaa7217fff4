/** The namespaces of Linkerd's parts. */
export const namespaces = { system: "linkerd", cni: "linkerd-cni", viz: "linkerd-viz" } as const;

/** The releases' names. */
export const releases = {
  crds: "linkerd-crds",
  cni: "linkerd-cni",
  trust: "linkerd-trust-manager",
  controlPlane: "linkerd-control-plane",
  viz: "linkerd-viz",
} as const;

/** The authority that all identities of the mesh go back to: a Secret, a Certificate and an Issuer of one name. */
export const trustAnchor = "linkerd-trust-anchor";

/** The Secret with the authority that the last one replaced, which only a person puts there. */
export const previousAnchor = "linkerd-previous-anchor";

/** Where the control plane looks for what it issues identities with, and for what it trusts. Fixed in its chart. */
export const identityIssuer = "linkerd-identity-issuer";
export const trustRoots = "linkerd-identity-trust-roots";
