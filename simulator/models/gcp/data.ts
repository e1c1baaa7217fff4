import { reach } from "../../inputs";
import type { Properties } from "../../model";
import { hex, type Models, named, notOneOf, refusals, text } from "../fields";
import { member } from "./identity";
import { badLabels, projectNumber, projectOf } from "./names";

const keyRingType = "gcp:kms/keyRing:KeyRing";
const keyType = "gcp:kms/cryptoKey:CryptoKey";
const bucketType = "gcp:storage/bucket:Bucket";
const fixed = ["role", "member", "condition"];

/** Keys, buckets and backups. Sources: the Google provider's resources (ForceNew), the APIs of Cloud KMS and Storage. */
export const dataModels: Models = {
  [keyRingType]: {
    id: (inputs, context) =>
      `projects/${projectOf(inputs, context)}/locations/${text(inputs, "location")}/keyRings/${named()(inputs, context)}`,
    outputs: (inputs, id, context) => ({ name: id.split("/").at(-1), project: projectOf(inputs, context) }),
    autonamed: "name",
    // Neither key rings nor keys can be deleted; the provider forgets a ring, and destroys a key's versions.
    leaves: "name",
    taken: (id) => `KeyRing ${id} already exists.`,
    replaceOn: ["name", "project", "location"],
    refuse: (inputs) => badKmsName(inputs),
  },
  [keyType]: {
    id: (inputs, context) => `${text(inputs, "keyRing")}/cryptoKeys/${named()(inputs, context)}`,
    outputs: (_inputs, id) => ({
      name: id.split("/").at(-1),
      primaries: [{ name: `${id}/cryptoKeyVersions/1`, state: "ENABLED" }],
    }),
    leaves: "name",
    taken: (id) => `CryptoKey ${id} already exists.`,
    refs: { keyRing: { type: keyRingType, onDelete: "ignore" } },
    replaceOn: [
      "name",
      "keyRing",
      "purpose",
      "destroyScheduledDuration",
      "importOnly",
      "versionTemplate.protectionLevel",
    ],
    refuse: (inputs) => [
      ...badKmsName(inputs),
      ...badLabels(inputs.labels),
      ...notOneOf(inputs, "versionTemplate.protectionLevel", ["SOFTWARE", "HSM", "EXTERNAL", "EXTERNAL_VPC"]),
      ...refusals([
        [
          typeof inputs.rotationPeriod === "string" && Number.parseInt(inputs.rotationPeriod, 10) < 86_400,
          "rotation_period must be at least one day",
        ],
      ]),
    ],
  },
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": member((inputs) => text(inputs, "cryptoKeyId"), {
    refs: { cryptoKeyId: { type: keyType, onDelete: "cascade" } },
    replaceOn: ["cryptoKeyId", ...fixed],
  }),
  [bucketType]: {
    id: named(),
    outputs: (inputs, id, context) => ({
      name: id,
      project: projectOf(inputs, context),
      projectNumber: Number(projectNumber),
      url: `gs://${id}`,
      selfLink: `https://www.googleapis.com/storage/v1/b/${id}`,
      timeCreated: "2026-01-01T00:00:00.000Z",
      updated: "2026-01-01T00:00:00.000Z",
    }),
    refs: { "encryption.defaultKmsKeyName": { type: keyType, onDelete: "ignore" } },
    taken: () => "Your previous request to create the named bucket succeeded and you already own it.",
    replaceOn: [
      "name",
      "project",
      "location",
      "enableObjectRetention",
      "customPlacementConfig",
      "hierarchicalNamespace",
    ],
    refuse: (inputs) => [
      ...badLabels(inputs.labels),
      ...refusals([
        [
          inputs.name !== undefined && !/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(text(inputs, "name")),
          `Invalid bucket name: '${text(inputs, "name")}'`,
        ],
        [/goog/.test(text(inputs, "name")), "A bucket's name can't hold 'google' or begin with 'goog'"],
        [wrongSoftDelete(inputs), "softDeletePolicy: between 7 and 90 days, or 0"],
      ]),
    ],
  },
  "gcp:storage/bucketIAMMember:BucketIAMMember": member((inputs) => `b/${text(inputs, "bucket")}`, {
    refs: { bucket: { type: bucketType, onDelete: "cascade" } },
    replaceOn: ["bucket", ...fixed],
  }),
  "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember": member(
    (inputs, context) => `projects/${projectOf(inputs, context)}/managedZones/${text(inputs, "managedZone")}`,
    { replaceOn: ["project", "managedZone", ...fixed] },
  ),
  "gcp:gkebackup/backupPlan:BackupPlan": {
    id: (inputs, context) =>
      `projects/${projectOf(inputs, context)}/locations/${text(inputs, "location")}/backupPlans/${named()(inputs, context)}`,
    outputs: (inputs, id, context) => ({
      name: id.split("/").at(-1),
      project: projectOf(inputs, context),
      uid: hex(context.serial, 32),
      etag: hex(context.serial, 8),
      state: "READY",
      stateReason: "",
      protectedPodCount: 0,
    }),
    refs: { cluster: { type: "gcp:container/cluster:Cluster", onDelete: "ignore" } },
    replaceOn: ["name", "project", "location", "cluster"],
  },
};

function badKmsName(inputs: Properties): readonly string[] {
  const name = text(inputs, "name");
  return name === "" || /^[a-zA-Z0-9_-]{1,63}$/.test(name) ? [] : [`name '${name}' must match [a-zA-Z0-9_-]{1,63}`];
}

function wrongSoftDelete(inputs: Properties): boolean {
  const [seconds] = reach(inputs, "softDeletePolicy.retentionDurationSeconds");
  return typeof seconds === "number" && seconds !== 0 && (seconds < 604_800 || seconds > 7_776_000);
}
