import assert from "node:assert/strict";
import { only, planOf } from "../support/plan";

/** An S3-compatible store as a stack's file holds it. */
export const store = {
  endpoint: "https://minio.example.com:9000",
  bucket: "platform-backups",
  accessKeyId: { secure: "v1:aWQ=" },
  secretAccessKey: { secure: "v1:a2V5" },
};

export const onStore = { cloud: "existing", version: "1.35", objectStore: store };

export const withSnapshots = { ...onStore, snapshotClass: { name: "csi-snap", driver: "hostpath.csi.k8s.io" } };

/** What a chart's values look like to a test: any key may be missing. */
export interface Tree {
  readonly [key: string]: Tree;
}

/** Plans Velero and gives its chart's values. */
export async function valuesOf(cluster: object, options: object = {}, addons: object = {}): Promise<Tree> {
  const plan = await planOf({ cluster, addons: { velero: options, ...addons } });
  return only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero").inputs.values as Tree;
}

/** The one backup location in the chart's values. */
export function locationOf(values: Tree): Readonly<Record<string, unknown>> {
  const { backupStorageLocation } = values.configuration as unknown as {
    backupStorageLocation: Record<string, unknown>[];
  };
  const [location, ...others] = backupStorageLocation;
  assert.ok(location !== undefined && others.length === 0);
  return location;
}
