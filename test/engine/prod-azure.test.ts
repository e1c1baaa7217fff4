import { describeLife } from "./life";

describeLife({
  stack: "prod-azure",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 25 });
    },
    updates: ["prod-azure-aks-pool-general (azure-native:containerservice:AgentPool)"],
  },
  // The class puts the tags on disks, which is one of its parameters.
  replacedByTag: ["prod-azure-aks-storage-class (kubernetes:storage.k8s.io/v1:StorageClass)"],
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.serviceCidr = "10.32.0.0/16";
    },
    replaced: [],
  },
  addon: { name: "prometheus", with: "prometheus-kube-prometheus-stack (kubernetes:helm.sh/v3:Release)" },
  upgrade: [
    "prod-azure-aks-control-plane (azure-native:containerservice:ManagedCluster)",
    "prod-azure-aks-pool-general (azure-native:containerservice:AgentPool)",
    "prod-azure-aks-pool-arm (azure-native:containerservice:AgentPool)",
    "prod-azure-aks-pool-batch (azure-native:containerservice:AgentPool)",
  ],
  drift: {
    changed: "prod-azure-aks-network (azure-native:network:VirtualNetwork)",
    to: { tags: { team: "somebody-else" } },
    removed: "prod-azure-aks-maintenance-nodes (azure-native:containerservice:MaintenanceConfiguration)",
  },
  protection: {
    alsoInState: false,
    replaced: ["prod-azure-aks-storage-class (kubernetes:storage.k8s.io/v1:StorageClass)"],
    kept: [],
  },
});
