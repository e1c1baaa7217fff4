import * as pulumi from "@pulumi/pulumi";
import type { ObjectSpec, Values } from "../addon";
import { stanza } from "./config";
import { namespace } from "./names";
import type { VaultOptions } from "./options";

const secret = "vault-transit";
const folder = "/vault/transit";
const sealFile = "seal.hcl";
const authorityFile = "ca.crt";

/** The public authorities that the image holds. */
const publicAuthorities = "/etc/ssl/certs/ca-certificates.crt";

/**
 * The seal by another Vault, as a configuration file of its own in a Secret: it has the token in it. The authority is
 * always said, since in its absence the variable counts by which commands beside the server find ours.
 * Source: go-kms-wrapping, wrappers/transit.
 */
export function transitObjects({ transit }: VaultOptions): readonly ObjectSpec[] {
  if (transit === undefined) return [];
  const { address, key, mountPath, token, caCert } = transit;
  const seal = stanza('seal "transit"', {
    address,
    key_name: key,
    mount_path: mountPath,
    token: pulumi.secret(token.reveal()),
    tls_ca_cert: caCert === undefined ? publicAuthorities : `${folder}/${authorityFile}`,
  });
  const authority = caCert === undefined ? {} : { [authorityFile]: caCert };
  return [
    {
      name: "transit",
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: secret, namespace },
      fields: { type: "Opaque", stringData: { [sealFile]: pulumi.secret(seal), ...authority } },
    },
  ];
}

/** What of the servers' values the seal's file takes. */
export function transitMount({ transit }: VaultOptions): {
  readonly extraArgs: string;
  readonly volumes: readonly Values[];
  readonly volumeMounts: readonly Values[];
} {
  if (transit === undefined) return { extraArgs: "", volumes: [], volumeMounts: [] };
  return {
    extraArgs: `-config=${folder}/${sealFile}`,
    volumes: [{ name: "transit", secret: { secretName: secret, defaultMode: 0o440 } }],
    volumeMounts: [{ name: "transit", mountPath: folder, readOnly: true }],
  };
}
