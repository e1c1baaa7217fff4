import { describeLife } from "./life";

describeLife({
  stack: "dev-aws",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 6 });
    },
    updates: ["dev-aws-general (aws:eks/nodeGroup:NodeGroup)"],
  },
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.cidr = "10.48.0.0/20";
    },
    replaced: ["dev-aws-vpc (aws:ec2/vpc:Vpc)", "dev-aws-general (aws:eks/nodeGroup:NodeGroup)"],
  },
  addon: { name: "velero", with: "dev-aws-backups (aws:s3/bucket:Bucket)" },
  upgrade: [
    "dev-aws-eksCluster (aws:eks/cluster:Cluster)",
    "dev-aws-kube-proxy (aws:eks/addon:Addon)",
    "dev-aws-general (aws:eks/nodeGroup:NodeGroup)",
    "dev-aws-spot-arm (aws:eks/nodeGroup:NodeGroup)",
    "cluster-autoscaler-cluster-autoscaler (kubernetes:helm.sh/v3:Release)",
  ],
  drift: {
    changed: "dev-aws-vpc (aws:ec2/vpc:Vpc)",
    to: { tags: { team: "somebody-else" } },
    removed: "dev-aws-public (aws:ec2/route:Route)",
  },
});
