import type { AddonContext } from "../addon";
import { servesTls } from "./modes";
import { activeHost, apiPort, certificateSecret, namespace } from "./names";
import type { VaultOptions } from "./options";

/** How another add-on reaches Vault. */
export interface VaultClient {
  readonly address: string;
  /** The Secret with the authority of its certificate; undefined without TLS. */
  readonly authority: { readonly namespace: string; readonly name: string; readonly key: string } | undefined;
}

/** How Vault is reached, where it is on. */
export function vaultClient(context: AddonContext): VaultClient | undefined {
  const options = context.optionsOf("vault") as VaultOptions | undefined;
  if (options === undefined) return undefined;
  const tls = servesTls(options, context.config);
  return {
    address: `${tls ? "https" : "http"}://${activeHost}:${apiPort}`,
    authority: tls ? { namespace, name: options.tls.secretName ?? certificateSecret, key: "ca.crt" } : undefined,
  };
}
