import type { ClusterArgs } from "@pulumi/gcp/container/cluster";
import type { GkeKey } from "./keys";
import type { GkeSite } from "./site";

/** GKE's workload identity pool of a project: one for all of its clusters. */
export function workloadPoolOf({ project }: GkeSite): string {
  return `${project}.svc.id.goog`;
}

/**
 * Who may do what, and what is encrypted. Sources: GKE, "Harden your cluster's security"; CIS Google Kubernetes Engine
 * Benchmark 1.9, sections 5.1 to 5.10.
 */
export function security({ config }: GkeSite, secretsKey: GkeKey | undefined): Partial<ClusterArgs> {
  const { securityGroup } = config.access;
  return {
    enableLegacyAbac: false,
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    anonymousAuthenticationConfig: { mode: "LIMITED" },
    rbacBindingConfig: {
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    databaseEncryption:
      secretsKey === undefined ? { state: "DECRYPTED" } : { state: "ENCRYPTED", keyName: secretsKey.id },
    binaryAuthorization: {
      evaluationMode: config.binaryAuthorization ? "PROJECT_SINGLETON_POLICY_ENFORCE" : "DISABLED",
    },
    securityPostureConfig: {
      mode: config.securityPosture === "off" ? "DISABLED" : config.securityPosture.toUpperCase(),
    },
    ...(securityGroup === undefined ? {} : { authenticatorGroupsConfig: { securityGroup } }),
  };
}
