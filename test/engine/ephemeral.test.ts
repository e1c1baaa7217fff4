import { describeLife } from "./life";

describeLife({
  stack: "ephemeral",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 4 });
    },
    updates: ["ephemeral-general (aws:eks/nodeGroup:NodeGroup)"],
  },
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.serviceCidr = "172.22.0.0/16";
    },
    replaced: ["ephemeral-eksCluster (aws:eks/cluster:Cluster)"],
  },
  addon: { name: "istio", with: "istio-istio-base (kubernetes:helm.sh/v3:Release)" },
  upgrade: [
    "ephemeral-eksCluster (aws:eks/cluster:Cluster)",
    "ephemeral-kube-proxy (aws:eks/addon:Addon)",
    "ephemeral-general (aws:eks/nodeGroup:NodeGroup)",
  ],
  drift: {
    changed: "ephemeral-vpc (aws:ec2/vpc:Vpc)",
    to: { tags: { team: "somebody-else" } },
    removed: "ephemeral-public (aws:ec2/route:Route)",
  },
});
