import { MaintenanceConfiguration, type ManagedCluster } from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { type AksScope, partOptions } from "./scope";

// The names are Azure's. Source: AKS documentation, "Use planned maintenance".
const schedules = { cluster: "aksManagedAutoUpgradeSchedule", nodes: "aksManagedNodeOSUpgradeSchedule" } as const;

/** Makes the windows in which Azure may upgrade, one for Kubernetes and one for the nodes' operating system. */
export function createMaintenance(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  cluster: ManagedCluster,
): MaintenanceConfiguration[] {
  const { maintenance } = scope.aks;
  return (["cluster", "nodes"] as const).map((what) => {
    const { day, start, hours, everyWeeks } = maintenance[what];
    return new MaintenanceConfiguration(
      `${scope.prefix}-maintenance-${what}`,
      {
        resourceGroupName,
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
      partOptions(scope),
    );
  });
}
