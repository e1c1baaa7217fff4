import { vaultImage } from "../../versions";
import type { AddonContext, ObjectSpec } from "../addon";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { servesTls } from "./modes";
import { activeHost, apiPort, certificateSecret, namespace, release, snapshotAccount } from "./names";
import type { VaultOptions } from "./options";

const name = snapshotAccount;
const folder = "/snapshots";
const authority = "/vault/tls";

// By a token of the job's own, which holds for minutes.
const script = (keep: number) => `set -eu
jwt=/var/run/secrets/kubernetes.io/serviceaccount/token
VAULT_TOKEN=$(vault write -field=token auth/kubernetes/login role=snapshot jwt=@$jwt)
export VAULT_TOKEN
vault operator raft snapshot save "${folder}/$(date -u +%Y%m%dT%H%M%SZ).snap"
vault token revoke -self
ls -1 ${folder} | grep '\\.snap$' | sort -r | tail -n +${keep + 1} | while read -r old; do rm "${folder}/$old"; done
`;

function job(context: AddonContext, options: VaultOptions) {
  const tls = servesTls(options, context.config);
  const secretName = options.tls.secretName ?? certificateSecret;
  return {
    serviceAccountName: name,
    restartPolicy: "Never",
    priorityClassName: context.priorityClass.standard,
    securityContext: { ...restrictedPod, runAsUser: 100, runAsGroup: 1000, fsGroup: 1000 },
    containers: [
      {
        name: "snapshot",
        image: `${context.image("docker.io/hashicorp/vault")}:${vaultImage}`,
        command: ["/bin/sh", "-c", script(options.snapshots.keep)],
        env: [
          { name: "VAULT_ADDR", value: `${tls ? "https" : "http"}://${activeHost}:${apiPort}` },
          ...(tls ? [{ name: "VAULT_CACERT", value: `${authority}/ca.crt` }] : []),
        ],
        resources: resources(["50m", "64Mi"], ["500m", "256Mi"]),
        securityContext: restrictedContainer,
        volumeMounts: [
          { name: "snapshots", mountPath: folder },
          ...(tls ? [{ name: "authority", mountPath: authority, readOnly: true }] : []),
        ],
      },
    ],
    volumes: [
      { name: "snapshots", persistentVolumeClaim: { claimName: name } },
      ...(tls ? [{ name: "authority", secret: { secretName, items: [{ key: "ca.crt", path: "ca.crt" }] } }] : []),
    ],
  };
}

/** The job that saves snapshots, its service account and its volume. Source: Vault documentation, "operator raft". */
export function snapshotObjects(context: AddonContext, options: VaultOptions): readonly ObjectSpec[] {
  const { enabled, cron, size } = options.snapshots;
  if (!enabled) return [];
  return [
    {
      name: "snapshot-account",
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace },
      fields: {},
    },
    {
      name: "snapshot-volume",
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      // It is bound when the first job starts, and nothing waits for that.
      metadata: { name, namespace, annotations: { "pulumi.com/skipAwait": "true" } },
      fields: {
        spec: {
          accessModes: ["ReadWriteOnce"],
          storageClassName: context.facts.storageClass,
          resources: { requests: { storage: size } },
        },
      },
    },
    {
      name: "snapshot-job",
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name, namespace },
      fields: {
        spec: {
          schedule: cron,
          concurrencyPolicy: "Forbid",
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 2,
          jobTemplate: {
            spec: { backoffLimit: 2, activeDeadlineSeconds: 900, template: { spec: job(context, options) } },
          },
        },
      },
      after: [release, "snapshot-account", "snapshot-volume"],
    },
  ];
}
