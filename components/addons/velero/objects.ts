import * as pulumi from "@pulumi/pulumi";
import type { AddonContext, ObjectSpec } from "../addon";
import { credentialsFile } from "./credentials";
import { snapshotMethod } from "./modes";
import { credentialsSecret, namespace, repositorySecret } from "./names";
import type { VeleroOptions } from "./options";
import type { Place } from "./place";
import { trafficObjects } from "./traffic";

/** What stands beside the release: Secrets, what its pods let in, the class that volumes are snapshot by. */
export function veleroObjects(context: AddonContext, options: VeleroOptions, place: Place): readonly ObjectSpec[] {
  const credentials = credentialsFile(place, snapshotMethod(options, context.facts.snapshotClass));
  return [
    ...(credentials === undefined
      ? []
      : [secretObject("credentials", credentialsSecret.name, { [credentialsSecret.key]: credentials })]),
    ...(options.repositoryPassword === undefined
      ? []
      : [
          secretObject("repository-password", repositorySecret.name, {
            [repositorySecret.key]: pulumi.secret(options.repositoryPassword.reveal()),
          }),
        ]),
    ...trafficObjects(context, place),
    ...snapshotClassObject(context, options),
  ];
}

function secretObject(name: string, secret: string, data: Readonly<Record<string, pulumi.Output<string>>>): ObjectSpec {
  return {
    name,
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: secret, namespace },
    fields: { type: "Opaque", stringData: data },
  };
}

/**
 * A class that Velero finds by its label, where there is none yet. It retains, so that deleting a namespace with its
 * snapshot objects does not delete the snapshots; Velero deletes them with the backup all the same ("Container Storage
 * Interface Snapshot Support in Velero", implementation choices).
 */
function snapshotClassObject(context: AddonContext, options: VeleroOptions): readonly ObjectSpec[] {
  const { snapshotClass } = context.facts;
  if (snapshotClass === undefined || snapshotClass.present || snapshotMethod(options, snapshotClass) !== "csi")
    return [];
  return [
    {
      name: "snapshot-class",
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: { name: snapshotClass.name, labels: { "velero.io/csi-volumesnapshot-class": "true" } },
      fields: { driver: snapshotClass.driver, deletionPolicy: "Retain" },
    },
  ];
}
