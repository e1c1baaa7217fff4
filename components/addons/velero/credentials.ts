import * as pulumi from "@pulumi/pulumi";
import type { SnapshotMethod } from "./modes";
import type { Place } from "./place";

/**
 * The file that Velero's plugins read: the keys of a store that no workload identity opens, or what a plugin wants to
 * know of its cloud and takes from nowhere else. Undefined where workload identity says it all. Without a key in it, it
 * stays with workload identity. Sources: velero-plugin-for-microsoft-azure, volume_snapshotter.go (Init); Velero,
 * pkg/util/azure (LoadCredentials, NewCredential).
 */
export function credentialsFile({ own, facts }: Place, method: SnapshotMethod): pulumi.Output<string> | undefined {
  if (own.bucket.s3 !== undefined) return own.bucket.s3.credentials;
  if (method !== "cloud" || facts.environment === undefined) return undefined;
  return pulumi.output(facts.environment).apply((lines) =>
    Object.entries(lines)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
}
