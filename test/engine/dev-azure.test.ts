import { describeLife } from "./life";

describeLife({
  stack: "dev-azure",
  changeInPlace: {
    edit: ({ cluster }) => {
      Object.assign(cluster.nodePools.general ?? {}, { max: 6 });
    },
    updates: ["dev-azure-aks-pool-general (azure-native:containerservice:AgentPool)"],
  },
  // The class puts the tags on disks, which is one of its parameters.
  replacedByTag: ["dev-azure-aks-storage-class (kubernetes:storage.k8s.io/v1:StorageClass)"],
  replacing: {
    edit: ({ cluster }) => {
      cluster.network.serviceCidr = "10.49.0.0/16";
    },
    replaced: ["dev-azure-aks-control-plane (azure-native:containerservice:ManagedCluster)"],
  },
  addon: { name: "velero", with: "dev-azure-aks-backups-store (azure-native:storage:StorageAccount)" },
  upgrade: [
    "dev-azure-aks-control-plane (azure-native:containerservice:ManagedCluster)",
    "dev-azure-aks-pool-general (azure-native:containerservice:AgentPool)",
  ],
  drift: {
    changed: "dev-azure-aks-network (azure-native:network:VirtualNetwork)",
    to: { tags: { team: "somebody-else" } },
    removed: "dev-azure-aks-maintenance-nodes (azure-native:containerservice:MaintenanceConfiguration)",
  },
});
