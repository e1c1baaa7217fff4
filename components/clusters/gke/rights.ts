import type * as pulumi from "@pulumi/pulumi";
import type { Permission } from "../permissions";

/** A role that Google Cloud has none for, made in the project. */
export type CustomRole = "snapshots" | "sign-urls";

/** One right in Google Cloud's words: a role, and the one resource that it is given on. */
export type Right =
  | { readonly on: "project"; readonly name: string; readonly role: string; readonly condition?: string }
  | { readonly on: "project"; readonly name: string; readonly custom: CustomRole }
  | { readonly on: "itself"; readonly name: string; readonly custom: CustomRole }
  | { readonly on: "bucket"; readonly name: string; readonly role: string; readonly bucket: pulumi.Output<string> }
  | { readonly on: "key"; readonly name: string; readonly role: string; readonly key: pulumi.Input<string> }
  | { readonly on: "zone"; readonly name: string; readonly role: string; readonly zone: string };

/**
 * What each custom role may do. Sources: velero-plugin-for-gcp, README, "Create Custom Role"; signBlob is what signed
 * addresses of objects take, and is given on the account itself only.
 */
export const customRoles: Readonly<Record<CustomRole, { readonly title: string; readonly permissions: string[] }>> = {
  snapshots: {
    title: "Volume snapshots",
    permissions: [
      "compute.disks.get",
      "compute.disks.create",
      "compute.disks.createSnapshot",
      "compute.projects.get",
      "compute.snapshots.get",
      "compute.snapshots.create",
      "compute.snapshots.useReadOnly",
      "compute.snapshots.delete",
      "compute.snapshots.setLabels",
      "compute.zones.get",
    ],
  },
  "sign-urls": { title: "Signed addresses of objects", permissions: ["iam.serviceAccounts.signBlob"] },
};

const bucketRoles = {
  "objectStore.readWrite": ["write", "roles/storage.objectUser"],
  "objectStore.read": ["read", "roles/storage.objectViewer"],
} as const;

// The name of a secret's version has the project's number in front, which a plan does not know.
function secretsNamed(prefix: string): string {
  return `resource.name.extract("/secrets/{secret}").startsWith(${JSON.stringify(prefix)})`;
}

/**
 * The least of Google Cloud's rights that do what a permission says. None where GKE does it by itself: it scales its
 * node pools, makes load balancers, and its prices are open to all.
 */
export function rightsFor(permission: Permission): readonly Right[] {
  switch (permission.kind) {
    case "objectStore.readWrite":
    case "objectStore.read": {
      const { kind, bucket } = permission;
      const [verb, role] = bucketRoles[kind];
      const look = { on: "bucket", role: "roles/storage.legacyBucketReader", bucket: bucket.name } as const;
      return [
        { on: "bucket", name: `${verb}-${bucket.purpose}`, role, bucket: bucket.name },
        // Who writes looks first whether the bucket is there (Tempo documentation, "Google Cloud Storage").
        ...(kind === "objectStore.readWrite" ? [{ ...look, name: `look-${bucket.purpose}` }] : []),
        { on: "itself", name: "sign-urls", custom: "sign-urls" },
      ];
    }
    case "volumes.snapshot":
      return [{ on: "project", name: "snapshots", custom: "snapshots" }];
    case "dns.edit":
      return [
        { on: "zone", name: `dns-${permission.zone}`, role: "roles/dns.admin", zone: permission.zone },
        { on: "project", name: "dns-list", role: "roles/dns.reader" },
      ];
    case "secrets.read":
      return [
        {
          on: "project",
          name: `secrets-${permission.prefix}`,
          role: "roles/secretmanager.secretAccessor",
          condition: secretsNamed(permission.prefix),
        },
      ];
    case "keys.unseal": {
      const { key } = permission;
      const [id, named] = typeof key === "string" ? [key, key.split("/").at(-1)] : [key.id, key.purpose];
      return [
        { on: "key", name: `unseal-${named}`, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", key: id },
        { on: "key", name: `unseal-${named}-view`, role: "roles/cloudkms.viewer", key: id },
      ];
    }
    // The length of a subscription is one of the project's metrics, and has no right of its own.
    case "queues.measure":
    case "metrics.read":
      return [{ on: "project", name: "metrics", role: "roles/monitoring.viewer" }];
    case "images.read":
      return [{ on: "project", name: "images", role: "roles/artifactregistry.reader" }];
    case "nodes.autoscale":
    case "loadBalancers.manage":
    case "prices.read":
      return [];
  }
}
