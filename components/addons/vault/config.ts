import * as pulumi from "@pulumi/pulumi";
import type { AddonContext } from "../addon";
import { servesTls } from "./modes";
import { apiPort, release } from "./names";
import type { VaultOptions } from "./options";

/** Where the servers find their certificate, its key and the authority's certificate. */
export const tlsFolder = "/vault/tls";

type Settings = Readonly<Record<string, pulumi.Input<string>>>;

/** A stanza of the configuration: its head, and a line for each setting. */
export function stanza(head: string, settings: Settings): pulumi.Output<string> {
  const lines = pulumi
    .all(settings)
    .apply((known) => Object.entries(known).map(([key, value]) => `  ${key} = ${JSON.stringify(value)}`));
  return lines.apply((inner) => [`${head} {`, ...inner, "}"].join("\n"));
}

// Metrics are open to whoever the network policies let in: nobody can hand out a token before Vault is initialised.
function listener(tls: boolean, metrics: boolean): string {
  const certificate = tls
    ? [`  tls_cert_file = "${tlsFolder}/tls.crt"`, `  tls_key_file = "${tlsFolder}/tls.key"`]
    : ["  tls_disable = true"];
  return [
    'listener "tcp" {',
    `  address = "[::]:${apiPort}"`,
    '  cluster_address = "[::]:8201"',
    ...certificate,
    ...(metrics ? ["  telemetry {", "    unauthenticated_metrics_access = true", "  }"] : []),
    "}",
  ].join("\n");
}

// Each server asks all of them, itself among them, which of them leads.
function storage(tls: boolean, replicas: number): string {
  const joins = Array.from({ length: replicas }, (_, index) => [
    "  retry_join {",
    `    leader_api_addr = "${tls ? "https" : "http"}://${release}-${index}.${release}-internal:${apiPort}"`,
    ...(tls ? [`    leader_ca_cert_file = "${tlsFolder}/ca.crt"`] : []),
    "  }",
  ]);
  return ['storage "raft" {', '  path = "/vault/data"', ...joins.flat(), "}"].join("\n");
}

/**
 * The servers' configuration file. Source: Vault documentation, "Vault configuration". Memory is not locked, which takes
 * a capability that no pod here has: nodes have no swap.
 * @param seal the seal's type and its settings; undefined where people unseal, or a file of its own says it
 */
export function serverConfig(
  context: AddonContext,
  options: VaultOptions,
  seal: { readonly type: string; readonly settings: Settings } | undefined,
): pulumi.Output<string> {
  const tls = servesTls(options, context.config);
  const metrics = context.on("prometheus");
  const fixed = [
    `ui = ${options.ui}`,
    "disable_mlock = true",
    listener(tls, metrics),
    storage(tls, options.replicas),
    'service_registration "kubernetes" {}',
    ...(metrics ? ['telemetry {\n  prometheus_retention_time = "24h"\n  disable_hostname = true\n}'] : []),
  ].join("\n");
  if (seal === undefined) return pulumi.output(`${fixed}\n`);
  return pulumi.interpolate`${fixed}\n${stanza(`seal "${seal.type}"`, seal.settings)}\n`;
}
