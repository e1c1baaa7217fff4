import type { ManagedCluster } from "@pulumi/azure-native/containerservice";
import type { Vault } from "@pulumi/azure-native/keyvault";
import { DataCollectionRule, DataCollectionRuleAssociation, DiagnosticSetting } from "@pulumi/azure-native/monitor";
import { Workspace } from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../config/values/names";
import { type AksScope, partOptions } from "./scope";

const stream = "Microsoft-ContainerInsights-Group-Default";

/** Makes the workspace that logs go to; undefined when the config asks for none. */
export function createWorkspace(scope: AksScope): Workspace | undefined {
  const { monitoring, region } = scope.aks;
  if (!monitoring.logAnalytics) return undefined;
  return new Workspace(
    `${scope.prefix}-logs`,
    {
      resourceGroupName: scope.resourceGroup.name,
      location: region,
      workspaceName: physicalName({ max: 63, separator: "-" }, scope.names.cluster, "logs"),
      sku: { name: "PerGB2018" },
      retentionInDays: monitoring.retentionDays,
      // Who may read a resource may read its logs, and not those of others.
      features: { enableLogAccessUsingOnlyResourcePermissions: true },
      tags: scope.tags,
    },
    partOptions(scope, { protect: true }),
  );
}

/** Sends the control plane's logs, and containers' logs and metrics, to the workspace. */
export function createMonitoring(scope: AksScope, workspace: Workspace, cluster: ManagedCluster): void {
  const { logs, containerInsights } = scope.aks.monitoring;
  sendLogs(scope, "control-plane", cluster.id, workspace, logs);
  if (containerInsights) createContainerInsights(scope, workspace, cluster);
}

/**
 * Sends what is done with a vault's keys to the workspace.
 * @param what which vault it is, where it is not the cluster's own
 */
export function monitorVault(scope: AksScope, workspace: Workspace, vault: Vault, what = "vault"): pulumi.Resource {
  return sendLogs(scope, what, vault.id, workspace, ["AuditEvent"]);
}

function sendLogs(
  scope: AksScope,
  what: string,
  resourceUri: pulumi.Input<string>,
  workspace: Workspace,
  categories: readonly string[],
): DiagnosticSetting {
  return new DiagnosticSetting(
    `${scope.prefix}-${what}-logs`,
    {
      name: `${scope.names.cluster}-${what}`,
      resourceUri,
      workspaceId: workspace.id,
      // A table of its own for each kind of log, which is cheaper to query and keeps columns typed.
      logAnalyticsDestinationType: "Dedicated",
      logs: categories.map((category) => ({ category, enabled: true })),
    },
    partOptions(scope),
  );
}

// The agent finds its rule by these names. Source: Azure documentation, "Enable Container insights", Bicep templates.
function createContainerInsights(scope: AksScope, workspace: Workspace, cluster: ManagedCluster): void {
  const { prefix, aks, names } = scope;
  const rule = new DataCollectionRule(
    `${prefix}-container-insights`,
    {
      resourceGroupName: scope.resourceGroup.name,
      location: aks.region,
      dataCollectionRuleName: physicalName({ max: 64, separator: "-" }, "msci", aks.region, names.cluster),
      kind: "Linux",
      dataSources: {
        extensions: [
          {
            name: "ContainerInsightsExtension",
            extensionName: "ContainerInsights",
            streams: [stream],
            extensionSettings: {
              dataCollectionSettings: { interval: "1m", namespaceFilteringMode: "Off", enableContainerLogV2: true },
            },
          },
        ],
      },
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: workspace.id }] },
      dataFlows: [{ streams: [stream], destinations: ["workspace"] }],
      tags: scope.tags,
    },
    partOptions(scope),
  );
  new DataCollectionRuleAssociation(
    `${prefix}-container-insights-use`,
    { associationName: "ContainerInsightsExtension", dataCollectionRuleId: rule.id, resourceUri: cluster.id },
    partOptions(scope),
  );
}
