import { at } from "./read";
import { type Breach, breach, type Rule } from "./rule";

export const stateful: Rule = {
  id: "unprotected-stateful",
  summary: "What cannot be made again, such as a cluster, a key or a backup bucket, is protected from deletion.",
  severity: "error",
  fix: "Set the resource option protect.",
  standards: [],
  profiles: ["production"],
  types: [
    "eks:index:Cluster",
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
    "azure-native:containerservice:ManagedCluster",
    "azure-native:keyvault:Vault",
    "azure-native:keyvault:Key",
    "azure-native:storage:StorageAccount",
    "azure-native:storage:BlobContainer",
    "gcp:container/cluster:Cluster",
    "gcp:kms/cryptoKey:CryptoKey",
    "gcp:kms/keyRing:KeyRing",
    "gcp:storage/bucket:Bucket",
  ],
  check: ({ protect }) => breach(protect, "it is not protected from deletion"),
};

export const deletionProtection: Rule = {
  id: "deletion-protection",
  summary: "The cloud itself refuses to delete a production cluster.",
  severity: "error",
  fix: "Switch the cluster's deletion protection on.",
  standards: [],
  profiles: ["production"],
  types: ["eks:index:Cluster", "gcp:container/cluster:Cluster"],
  // The provider for Google Cloud protects a cluster unless told not to.
  check: ({ type, inputs }) =>
    breach(
      type === "eks:index:Cluster" ? inputs.deletionProtection === true : inputs.deletionProtection !== false,
      "the cloud would delete the cluster on request",
    ),
};

export const forcedDeletion: Rule = {
  id: "bucket-forced-deletion",
  summary: "A bucket with objects in it is not deleted.",
  severity: "error",
  fix: "Leave forceDestroy off.",
  standards: [],
  profiles: ["production", "development"],
  types: ["aws:s3/bucket:Bucket", "gcp:storage/bucket:Bucket"],
  check: ({ inputs }) => breach(inputs.forceDestroy !== true, "deleting the bucket deletes its objects"),
};

export const bucketVersions: Rule = {
  id: "bucket-versioning",
  summary: "An object store keeps what was overwritten or deleted for a while.",
  severity: "error",
  fix: "Switch versioning on.",
  standards: ["CKV_AWS_21", "CKV_GCP_78", "CKV2_AZURE_38"],
  profiles: ["production"],
  types: ["aws:s3/bucket:Bucket", "gcp:storage/bucket:Bucket"],
  check({ type, name, inputs }, { resources }): readonly Breach[] {
    const message = "an overwritten object is lost";
    if (type === "gcp:storage/bucket:Bucket") return breach(at(inputs, "versioning.enabled") === true, message);
    const settings = resources.filter((it) => it.type.startsWith("aws:s3/bucketVersioning"));
    const own = settings.find((it) => String(it.inputs.bucket).startsWith(`\${${name}.`));
    return breach(at(own?.inputs, "versioningConfiguration.status") === "Enabled", message);
  },
};
