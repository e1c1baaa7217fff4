import { hex, type Models } from "../fields";
import { inResourceGroup, onScope } from "./scope";

const workspaceType = "azure-native:operationalinsights:Workspace";
const ruleType = "azure-native:monitor:DataCollectionRule";

/** What collects logs. Source: Azure Monitor documentation. */
export const monitorModels: Models = {
  [ruleType]: inResourceGroup(
    { path: "Microsoft.Insights/dataCollectionRules", names: ["dataCollectionRuleName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({
        immutableId: `dcr-${hex(serial, 32)}`,
        etag: hex(serial, 8),
        provisioningState: "Succeeded",
      }),
      refs: { "destinations.logAnalytics.*.workspaceResourceId": { type: workspaceType, onDelete: "ignore" } },
      replaceOn: ["location"],
    },
  ),
  "azure-native:monitor:DataCollectionRuleAssociation": onScope(
    { path: "Microsoft.Insights/dataCollectionRuleAssociations", names: ["associationName"] },
    "resourceUri",
    // A rule cannot be deleted while something is associated with it.
    {
      refs: { dataCollectionRuleId: { type: ruleType } },
      outputs: () => ({ provisioningState: "Succeeded" }),
    },
  ),
  // These outlive what they are on: a resource of the same id finds them again.
  "azure-native:monitor:DiagnosticSetting": onScope(
    { path: "Microsoft.Insights/diagnosticSettings", names: ["name"] },
    "resourceUri",
    { refs: { workspaceId: { type: workspaceType, onDelete: "ignore" } } },
  ),
};
