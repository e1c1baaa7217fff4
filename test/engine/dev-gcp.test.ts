import { describeLife } from "./life";

describeLife({
  stack: "dev-gcp",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 6 });
    },
    updates: ["dev-gcp-general (gcp:container/nodePool:NodePool)"],
  },
  // The class puts the tags on disks, which is one of its parameters.
  replacedByTag: ["dev-gcp-storage-class (kubernetes:storage.k8s.io/v1:StorageClass)"],
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.controlPlaneCidr = "10.40.69.0/28";
    },
    replaced: ["dev-gcp (gcp:container/cluster:Cluster)"],
  },
  addon: { name: "velero", with: "dev-gcp-backups (gcp:storage/bucket:Bucket)" },
  upgrade: ["dev-gcp (gcp:container/cluster:Cluster)"],
  drift: {
    changed: "dev-gcp-webhooks (gcp:compute/firewall:Firewall)",
    to: { sourceRanges: ["0.0.0.0/0"] },
    removed: "dev-gcp-deny-ingress (gcp:compute/firewall:Firewall)",
  },
});
