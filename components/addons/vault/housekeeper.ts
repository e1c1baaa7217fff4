import { vaultImage } from "../../versions";
import type { AddonContext, Values } from "../addon";
import { resources } from "../parts/resources";
import { restrictedContainer } from "../parts/security";
import { tlsFolder } from "./config";

/** Where each server's audit log is. */
export const auditFolder = "/vault/audit";

const rotatedAt = 256 * 2 ** 20;

// The oldest, since whoever works in the container has a process of the same name.
const reload = "reload() { pkill -HUP -o -x vault; }";

const newCertificate = [
  `  now=$(sha256sum ${tlsFolder}/tls.crt)`,
  '  [ "$now" = "$seen" ] || { reload && seen=$now; }',
];

// Vault stops answering when it can write no audit log, so the oldest go before the volume is full.
const fullLogs = [
  `  log=${auditFolder}/audit.log`,
  `  if [ -f "$log" ] && [ "$(stat -c %s "$log")" -gt ${rotatedAt} ]; then`,
  '    mv "$log" "$log.$(date -u +%Y%m%d%H%M%S)" && reload',
  "  fi",
  `  while [ "$(df -P ${auditFolder} | awk 'NR == 2 { print int($5) }')" -ge 80 ]; do`,
  `    oldest=$(ls -1 ${auditFolder} | grep '^audit\\.log\\.' | sort | head -n 1)`,
  '    [ -n "$oldest" ] || break',
  `    rm "${auditFolder}/$oldest"`,
  "  done",
];

/**
 * What runs beside each server: it has Vault read a renewed certificate, and rotates the audit log. Both take a signal
 * to Vault's process. Source: Vault documentation, "TCP listener" (tls_cert_file) and "File audit device" (log rotation).
 */
export function housekeeper(context: AddonContext, tls: boolean, audit: boolean): readonly Values[] {
  if (!tls && !audit) return [];
  const script = [
    reload,
    ...(tls ? [`seen=$(sha256sum ${tlsFolder}/tls.crt)`] : []),
    "while sleep 60; do",
    ...(tls ? newCertificate : []),
    ...(audit ? fullLogs : []),
    "done",
  ].join("\n");
  return [
    {
      name: "housekeeper",
      image: `${context.image("docker.io/hashicorp/vault")}:${vaultImage}`,
      command: ["/bin/sh", "-c", script],
      resources: resources(["5m", "16Mi"], ["100m", "64Mi"]),
      securityContext: restrictedContainer,
      volumeMounts: [
        ...(tls ? [{ name: "tls", mountPath: tlsFolder, readOnly: true }] : []),
        ...(audit ? [{ name: "audit", mountPath: auditFolder }] : []),
      ],
    },
  ];
}
