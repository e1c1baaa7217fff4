import type { Problem } from "../errors";
import type { Config, RawConfig } from "../parse";

/** Rules over the options of a cluster that already exists: how its object store may be reached. */
export function existingProblems(config: Config, _raw: RawConfig): Problem[] {
  const { cluster } = config;
  if (cluster.cloud !== "existing" || cluster.objectStore === undefined) return [];
  const { endpoint, caCert } = cluster.objectStore;
  if (endpoint.startsWith("https://")) return [];
  const path = ["cluster", "objectStore"];
  const unencrypted: Problem = {
    path: [...path, "endpoint"],
    found: `${endpoint} with the profile production`,
    allowed: "an address that starts with https://, since keys and backups cross the network",
  };
  const pointless: Problem = {
    path: [...path, "caCert"],
    found: "a certificate authority for an http:// endpoint",
    allowed: "with an endpoint that starts with https:// only",
  };
  return [...(cluster.profile === "production" ? [unencrypted] : []), ...(caCert === undefined ? [] : [pointless])];
}
