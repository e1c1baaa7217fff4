import { describeLife } from "./life";

describeLife({
  stack: "prod-aws",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 7 });
    },
    updates: ["prod-aws-general (aws:eks/nodeGroup:NodeGroup)"],
  },
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.serviceCidr = "172.22.0.0/16";
    },
    replaced: [],
  },
  addon: { name: "prometheus", with: "prometheus-kube-prometheus-stack (kubernetes:helm.sh/v3:Release)" },
  upgrade: [
    "prod-aws-eksCluster (aws:eks/cluster:Cluster)",
    "prod-aws-kube-proxy (aws:eks/addon:Addon)",
    "prod-aws-general (aws:eks/nodeGroup:NodeGroup)",
    "prod-aws-batch (aws:eks/nodeGroup:NodeGroup)",
  ],
  drift: {
    changed: "prod-aws-vpc (aws:ec2/vpc:Vpc)",
    to: { tags: { team: "somebody-else" } },
    removed: "prod-aws-public (aws:ec2/route:Route)",
  },
  protection: {
    alsoInState: false,
    replaced: ["prod-aws-gp3 (kubernetes:storage.k8s.io/v1:StorageClass)"],
    kept: [],
  },
});
