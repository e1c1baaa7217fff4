import { describeLife } from "./life";

describeLife({
  stack: "prod-gcp",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 13 });
    },
    updates: ["prod-gcp-general (gcp:container/nodePool:NodePool)"],
  },
  // The class puts the tags on disks, which is one of its parameters.
  replacedByTag: ["prod-gcp-storage-class (kubernetes:storage.k8s.io/v1:StorageClass)"],
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.controlPlaneCidr = "10.28.16.16/28";
    },
    replaced: [],
  },
  addon: { name: "prometheus", with: "prometheus-kube-prometheus-stack (kubernetes:helm.sh/v3:Release)" },
  upgrade: ["prod-gcp (gcp:container/cluster:Cluster)"],
  drift: {
    changed: "prod-gcp-webhooks (gcp:compute/firewall:Firewall)",
    to: { sourceRanges: ["0.0.0.0/0"] },
    removed: "prod-gcp-deny-ingress (gcp:compute/firewall:Firewall)",
  },
  protection: {
    alsoInState: true,
    replaced: [],
    // What backups are in and are encrypted with, and the key that snapshots of disks are encrypted with.
    kept: [
      "prod-gcp-backups (gcp:storage/bucket:Bucket)",
      "prod-gcp-key-buckets (gcp:kms/cryptoKey:CryptoKey)",
      "prod-gcp-key-buckets-storage (gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember)",
      "prod-gcp-key-disks (gcp:kms/cryptoKey:CryptoKey)",
      "prod-gcp-key-disks-compute (gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember)",
    ],
  },
});
