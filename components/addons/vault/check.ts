import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { isPlainObject } from "../../config/secret";
import { hasCertificate, servesTls, unsealOf } from "./modes";
import type { VaultOptions } from "./options";

/** What the schema cannot say; paths are relative to the options. */
export function check(options: VaultOptions, config: Config): readonly Problem[] {
  return [...serverProblems(options), ...sealProblems(options, config), ...tlsProblems(options, config)];
}

function serverProblems({ replicas }: VaultOptions): readonly Problem[] {
  if (replicas % 2 === 1) return [];
  const found = `${replicas}, which can lose no more servers than ${replicas - 1}`;
  return [{ path: ["replicas"], found, allowed: "an odd number" }];
}

function sealProblems(options: VaultOptions, { cluster }: Config): readonly Problem[] {
  const { unseal, transit } = options;
  const existing = cluster.cloud === "existing";
  if (existing && unseal === "cloud")
    return [{ path: ["unseal"], found: "cloud on an existing cluster", allowed: "transit or shamir there" }];
  // After each restart of a node somebody would have to come: nothing to slip into unasked.
  if (existing && unseal === undefined && cluster.profile === "production")
    return [{ path: ["unseal"], allowed: "transit or shamir on an existing cluster in production" }];
  const isTransit = unsealOf(options, cluster) === "transit";
  if (isTransit && transit === undefined)
    return [{ path: ["transit"], allowed: "the other Vault, with unseal: transit" }];
  if (!isTransit && transit !== undefined)
    return [{ path: ["transit"], found: "another Vault", allowed: "nothing without unseal: transit" }];
  return [];
}

function tlsProblems(options: VaultOptions, config: Config): readonly Problem[] {
  if (!servesTls(options, config)) return [];
  if (!hasCertificate(options, config))
    return [
      {
        path: ["tls"],
        found: "no one to issue a certificate",
        allowed: "the add-on cert-manager, tls.secretName, or tls: { enabled: false } to send secrets in plain text",
      },
    ];
  const authority = config.addons["cert-manager"]?.ca;
  const isMissing = isPlainObject(authority) && authority.enabled === false;
  if (options.tls.secretName !== undefined || options.tls.issuer.name !== "internal" || !isMissing) return [];
  return [
    {
      path: ["tls", "issuer"],
      found: "internal, which addons.cert-manager.ca switches off",
      allowed: "an issuer that is there",
    },
  ];
}
