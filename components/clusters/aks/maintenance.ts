import { MaintenanceConfiguration, type ManagedCluster } from "@pulumi/azure-native/containerservice";
import { type AksScope, partOptions } from "./scope";

// The names are Azure's. Source: AKS documentation, "Use planned maintenance".
const schedules = { cluster: "aksManagedAutoUpgradeSchedule", nodes: "aksManagedNodeOSUpgradeSchedule" } as const;

/** Makes the windows in which Azure may upgrade, one for Kubernetes and one for the nodes' operating system. */
export function createMaintenance(scope: AksScope, cluster: ManagedCluster): void {
  const { maintenance } = scope.aks;
  for (const what of ["cluster", "nodes"] as const) {
    const { day, start, hours, everyWeeks } = maintenance[what];
    new MaintenanceConfiguration(
      `${scope.prefix}-maintenance-${what}`,
      {
        resourceGroupName: scope.resourceGroup.name,
        resourceName: cluster.name,
        configName: schedules[what],
        maintenanceWindow: {
          durationHours: hours,
          schedule: { weekly: { dayOfWeek: day, intervalWeeks: everyWeeks } },
          startTime: start,
          utcOffset: maintenance.utcOffset,
          notAllowedDates: maintenance.notOn.map((span) => ({ ...span })),
        },
      },
      partOptions(scope, { deletedWith: cluster }),
    );
  }
}
