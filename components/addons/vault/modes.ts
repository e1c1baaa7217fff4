import type { ClusterConfig } from "../../config/clusters";
import type { Config } from "../../config/parse";
import type { VaultOptions } from "./options";

type Unseal = NonNullable<VaultOptions["unseal"]>;

/** How the servers unseal. */
export function unsealOf({ unseal }: VaultOptions, { cloud }: Pick<ClusterConfig, "cloud">): Unseal {
  return unseal ?? (cloud === "existing" ? "shamir" : "cloud");
}

/** True when there is somebody to give the servers a certificate. */
export function hasCertificate({ tls }: VaultOptions, { addons }: Pick<Config, "addons">): boolean {
  return tls.secretName !== undefined || addons["cert-manager"] !== undefined;
}

/** True when the servers serve over TLS. */
export function servesTls(options: VaultOptions, config: Pick<Config, "addons" | "cluster">): boolean {
  return options.tls.enabled ?? (config.cluster.profile === "production" || hasCertificate(options, config));
}

/** How many servers can be lost. */
export function spare({ replicas }: VaultOptions): number {
  return Math.floor((replicas - 1) / 2);
}
