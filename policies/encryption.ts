import { at, isSet, texts } from "./read";
import { type Breach, breach, type Rule } from "./rule";

const held = ["production", "development"] as const;

export const eksSecrets: Rule = {
  id: "eks-secrets-encryption",
  summary: "Secrets in EKS are encrypted with a key of ours.",
  severity: "error",
  fix: "Give the cluster a KMS key (encryptionConfigKeyArn).",
  standards: ["CKV_AWS_58", "AWS-0039", "CIS-EKS 5.3.1"],
  profiles: held,
  types: ["eks:index:Cluster"],
  check: ({ inputs }) => breach(isSet(inputs.encryptionConfigKeyArn), "secrets in etcd have no key of ours"),
};

export const aksSecrets: Rule = {
  id: "aks-secrets-encryption",
  summary: "Secrets in AKS are encrypted with a key of ours.",
  severity: "error",
  fix: "Switch cluster.encryption.etcd on.",
  standards: ["CIS-AKS 5.3.1"],
  profiles: ["production"],
  types: ["azure-native:containerservice:ManagedCluster"],
  check: ({ inputs }) =>
    breach(at(inputs, "securityProfile.azureKeyVaultKms.enabled") === true, "secrets in etcd have no key of ours"),
};

export const gkeSecrets: Rule = {
  id: "gke-secrets-encryption",
  summary: "Secrets in GKE are encrypted with a key of ours.",
  severity: "error",
  fix: "Switch cluster.encryption.secrets on.",
  standards: ["CIS-GKE 5.3.1"],
  profiles: ["production"],
  types: ["gcp:container/cluster:Cluster"],
  check: ({ inputs }) =>
    breach(at(inputs, "databaseEncryption.state") === "ENCRYPTED", "secrets in etcd have no key of ours"),
};

export const controlPlaneLogs: Rule = {
  id: "control-plane-logs",
  summary: "The control plane writes all of its logs, the audit log among them.",
  severity: "error",
  fix: "Switch every log type on.",
  standards: ["CKV_AWS_37", "AWS-0038", "CIS-EKS 2.1.1"],
  profiles: ["production"],
  types: ["eks:index:Cluster"],
  check({ inputs }): readonly Breach[] {
    const on = texts(inputs.enabledClusterLogTypes);
    const off = ["api", "audit", "authenticator", "controllerManager", "scheduler"].filter(
      (type) => !on.includes(type),
    );
    return breach(off.length === 0, `no logs of ${off.join(", ")}`);
  },
};

export const nodeDisks: Rule = {
  id: "node-disk-encryption",
  summary: "Node disks are encrypted.",
  severity: "error",
  fix: "Set encrypted on each volume of the launch template.",
  standards: ["CKV_AWS_8", "AWS-0008"],
  profiles: ["production", "development", "ephemeral"],
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check({ inputs }): readonly Breach[] {
    const devices = Array.isArray(inputs.blockDeviceMappings) ? inputs.blockDeviceMappings : [];
    const plain = devices.filter((device) => String(at(device, "ebs.encrypted")) !== "true");
    return breach(devices.length > 0 && plain.length === 0, "a node's disk is not encrypted");
  },
};

export const bucketEncryption: Rule = {
  id: "bucket-encryption",
  summary: "An object store is encrypted with a key of ours.",
  severity: "error",
  fix: "Give the bucket or the storage account a customer-managed key.",
  standards: ["CKV_AWS_19", "CKV_AWS_145", "CKV_GCP_62", "CKV2_AZURE_1"],
  profiles: ["production"],
  types: ["aws:s3/bucket:Bucket", "gcp:storage/bucket:Bucket", "azure-native:storage:StorageAccount"],
  check({ type, name, inputs }, { resources }): readonly Breach[] {
    const message = "objects have no key of ours";
    if (type === "gcp:storage/bucket:Bucket") return breach(isSet(at(inputs, "encryption.defaultKmsKeyName")), message);
    if (type === "azure-native:storage:StorageAccount")
      return breach(at(inputs, "encryption.keySource") === "Microsoft.Keyvault", message);
    const settings = resources.filter((it) => it.type.startsWith("aws:s3/bucketServerSideEncryptionConfiguration"));
    const own = settings.find((it) => String(it.inputs.bucket).startsWith(`\${${name}.`));
    return breach(at(own?.inputs, "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm") === "aws:kms", message);
  },
};

export const logEncryption: Rule = {
  id: "log-group",
  summary: "A log group is encrypted with a key of ours and keeps its logs for a stated time.",
  severity: "error",
  fix: "Set kmsKeyId and retentionInDays.",
  standards: ["CKV_AWS_66", "CKV_AWS_158"],
  profiles: ["production"],
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: ({ inputs }) => [
    ...breach(isSet(inputs.kmsKeyId), "logs have no key of ours"),
    ...breach(Number(inputs.retentionInDays) > 0, "logs are kept for ever"),
  ],
};

export const keyRotation: Rule = {
  id: "key-rotation",
  summary: "Encryption keys rotate by themselves.",
  severity: "error",
  fix: "Switch rotation on for the key.",
  standards: ["CKV_AWS_7", "CKV_GCP_43"],
  profiles: ["production", "development"],
  types: ["aws:kms/key:Key", "gcp:kms/cryptoKey:CryptoKey"],
  check({ type, inputs }): readonly Breach[] {
    const rotates = type === "aws:kms/key:Key" ? inputs.enableKeyRotation === true : isSet(inputs.rotationPeriod);
    return breach(rotates, "the key does not rotate");
  },
};

export const volumeEncryption: Rule = {
  id: "storage-class-encryption",
  summary: "Volumes of a storage class that we make are encrypted.",
  severity: "error",
  fix: 'Set the parameter encrypted to "true".',
  standards: ["HE use_encryption_with_ebs"],
  profiles: ["production", "development", "ephemeral"],
  types: ["kubernetes:storage.k8s.io/v1:StorageClass"],
  check({ inputs }): readonly Breach[] {
    if (inputs.provisioner !== "ebs.csi.aws.com") return [];
    return breach(at(inputs, "parameters.encrypted") === "true", "volumes are not encrypted");
  },
};
