import type { ClusterArgs } from "@pulumi/gcp/container/cluster";
import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

/** What the cluster sends to Cloud Logging, Cloud Monitoring and billing. */
export function observability({ config, autopilot }: GkeSite): Partial<ClusterArgs> {
  return {
    loggingConfig: { enableComponents: config.logging.components },
    monitoringConfig: {
      enableComponents: config.monitoring.components,
      managedPrometheus: { enabled: autopilot || config.monitoring.managedPrometheus },
    },
    costManagementConfig: { enabled: config.costAllocation },
  };
}

const audited = ["container", "cloudkms", "storage"] as const;
const logTypes = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] as const;

/** Logs who reads and writes data of the API server, keys and buckets, in the whole project. */
export function createAuditLogs(
  { name, project, config }: GkeSite,
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): void {
  if (!config.logging.dataAccess) return;
  for (const service of audited)
    new IAMAuditConfig(
      `${name}-audit-${service}`,
      {
        project,
        service: `${service}.googleapis.com`,
        auditLogConfigs: logTypes.map((logType) => ({ logType })),
      },
      { parent, dependsOn: [...dependsOn] },
    );
}
