import type { AddonContext, ObjectSpec, Values } from "../addon";
import { vaultClient } from "../vault/client";
import { openLabel, release, stores } from "./names";
import type { ExternalSecretsOptions } from "./options";

/** Who may use the stores. */
function conditions({ profile }: AddonContext, { namespaces }: ExternalSecretsOptions): Values {
  if (namespaces !== undefined) return { conditions: [{ namespaces }] };
  return profile === "production" ? { conditions: [{ namespaceSelector: { matchLabels: openLabel } }] } : {};
}

function store(context: AddonContext, chosen: ExternalSecretsOptions, name: string, provider: Values): ObjectSpec {
  return {
    name: `store-${name}`,
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name },
    fields: { spec: { ...conditions(context, chosen), provider } },
    after: [release],
  };
}

/** What the names of readable secrets begin with; undefined where there is no store of the cloud. */
export function prefixOf(context: AddonContext, { cloud }: ExternalSecretsOptions): string | undefined {
  const { secretManager } = context.facts;
  return cloud.enabled !== false && secretManager !== undefined ? (cloud.prefix ?? secretManager.prefix) : undefined;
}

// Without a service account of its own, the controller signs in as itself. Source: External Secrets, "HashiCorp Vault".
function vaultStore(context: AddonContext, chosen: ExternalSecretsOptions): readonly ObjectSpec[] {
  const { enabled, path, mountPath, role } = chosen.vault;
  const client = vaultClient(context);
  if (!enabled || client === undefined) return [];
  const { address, authority } = client;
  const vault = {
    server: address,
    path,
    version: "v2",
    ...(authority === undefined ? {} : { caProvider: { type: "Secret", ...authority } }),
    auth: { kubernetes: { mountPath, role } },
  };
  return [store(context, chosen, stores.vault, { vault })];
}

/** The stores: the cloud's, whose provider the controller reaches by workload identity, and Vault's. */
export function storeObjects(context: AddonContext, chosen: ExternalSecretsOptions): readonly ObjectSpec[] {
  const { secretManager } = context.facts;
  return [
    ...(chosen.cloud.enabled !== false && secretManager !== undefined
      ? [store(context, chosen, stores.cloud, secretManager.provider)]
      : []),
    ...vaultStore(context, chosen),
  ];
}
