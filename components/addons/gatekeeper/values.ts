import type { AddonContext, Values } from "../addon";
import { zoneSpread } from "../parts/availability";
import { resources } from "../parts/resources";
import { exemptLabels } from "./exempt";
import { webhookPods } from "./names";
import type { GatekeeperOptions } from "./options";

// Pods only, and of their updates what can change images or add containers: a webhook for everything would stand in the
// way of leases, events and of whatever repairs the cluster.
const rules = [
  {
    apiGroups: [""],
    apiVersions: ["v1"],
    operations: ["CREATE", "UPDATE"],
    resources: ["pods", "pods/ephemeralcontainers"],
    scope: "Namespaced",
  },
];

const job = resources(["50m", "64Mi"], ["500m", "256Mi"]);

// With the webhook goes what could refuse pods in its absence, before the pods that answer it.
function hooks(context: AddonContext): Values {
  const image = { repository: context.image("docker.io/openpolicyagent/gatekeeper-crds") };
  const priorityClassName = context.priorityClass.standard;
  return {
    crds: { resources: job },
    upgradeCRDs: { enabled: true, priorityClassName },
    preUninstall: { deleteWebhookConfigurations: { enabled: true, image, priorityClassName }, resources: job },
    // The namespace has its labels from us, and the pods say themselves when their webhook answers.
    postInstall: { labelNamespace: { enabled: false }, probeWebhook: { enabled: false } },
    postUpgrade: { labelNamespace: { enabled: false }, resources: job },
  };
}

/** The chart's values. Its pods are at the level restricted by the chart's own security contexts. */
export function chartValues(context: AddonContext, options: GatekeeperOptions): Values {
  const { failurePolicy, replicas } = options;
  const priorityClassName = context.priorityClass.critical;
  return {
    replicas,
    image: {
      repository: context.image("docker.io/openpolicyagent/gatekeeper"),
      crdRepository: context.image("docker.io/openpolicyagent/gatekeeper-crds"),
    },
    ...hooks(context),
    validatingWebhookFailurePolicy: failurePolicy,
    // Who may take a namespace out, which a label does, is asked on every change of a namespace.
    validatingWebhookCheckIgnoreFailurePolicy: failurePolicy,
    validatingWebhookExemptNamespacesLabels: exemptLabels(context, options),
    validatingWebhookCustomRules: rules,
    enableTLSHealthcheck: true,
    // Nothing here changes objects or asks others about them.
    disableMutation: true,
    enableExternalData: false,
    // Only the kinds that there are policies for.
    auditMatchKindOnly: true,
    logDenies: true,
    // It is for a priority class of the system's, which the pods have not.
    resourceQuota: false,
    controllerManager: {
      resources: resources(["100m", "256Mi"], ["1", "512Mi"]),
      topologySpreadConstraints: [zoneSpread(webhookPods)],
      priorityClassName,
    },
    audit: { resources: resources(["100m", "256Mi"], ["1", "1Gi"]), priorityClassName: context.priorityClass.standard },
    pdb: { controllerManager: { minAvailable: replicas > 1 ? 1 : 0 } },
  };
}
