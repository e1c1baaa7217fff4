import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { release } from "./names";
import type { TrivyOptions } from "./options";

// The operator's own user, which scans run as too; the server's is its image's.
const operatorPod = { ...restrictedPod, runAsUser: 10_000, runAsGroup: 10_000, fsGroup: 10_000 };
const serverPod = { ...restrictedPod, runAsUser: 65_534, runAsGroup: 65_534, fsGroup: 65_534 };

const standards = ["k8s-nsa-1.0", "k8s-pss-baseline-0.1", "k8s-pss-restricted-0.1"];

/** Where databases come from unless an option says otherwise. */
const publicRegistry = "mirror.gcr.io";

// Scans have no priority: they wait for whatever else wants their room.
function scanJobs({ nodes }: TrivyOptions, grant: Grant): Values {
  const labels = Object.entries(grant.podLabels).map(([key, value]) => `${key}=${value}`);
  return {
    // Who looks into a node has to be root on it. Every other scan is an ordinary pod.
    scanJobPodTemplatePodSecurityContext: nodes ? { seccompProfile: restrictedPod.seccompProfile } : operatorPod,
    scanJobPodTemplateContainerSecurityContext: nodes
      ? { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true }
      : restrictedContainer,
    ...(labels.length === 0 ? {} : { scanJobPodTemplateLabels: labels.join(",") }),
  };
}

function scanner(context: AddonContext, options: TrivyOptions): Values {
  const { severities, unfixed, databases = publicRegistry } = options;
  return {
    severity: severities.join(","),
    ignoreUnfixed: !unfixed,
    dbRegistry: databases,
    javaDbRegistry: databases,
    // Of each scan, and of what looks at a node.
    resources: resources(["100m", "256Mi"], ["1", "1Gi"]),
    timeout: "10m0s",
    // The server's folder is its pod's own: what is in it is downloaded again after a restart.
    storageClassEnabled: false,
    priorityClassName: context.priorityClass.standard,
    server: {
      resources: resources(["100m", "512Mi"], ["1", "1Gi"]),
      podSecurityContext: serverPod,
      securityContext: restrictedContainer,
    },
  };
}

/** The chart's values. One operator is enough: while it is away nothing is scanned, and nothing else changes. */
export function chartValues(context: AddonContext, options: TrivyOptions, grant: Grant): Values {
  const { images } = context.config.mirror;
  const { configuration, nodes } = options;
  return {
    ...(images === undefined ? {} : { global: { image: { registry: images } } }),
    excludeNamespaces: options.excludedNamespaces.join(","),
    operator: {
      replicas: 1,
      scanJobsConcurrentLimit: options.concurrentScans,
      scanJobTimeout: "10m",
      scannerReportTTL: options.rescan,
      exposedSecretScannerEnabled: options.secrets,
      configAuditScannerEnabled: configuration,
      rbacAssessmentScannerEnabled: configuration,
      infraAssessmentScannerEnabled: nodes,
      clusterComplianceEnabled: configuration,
      accessGlobalSecretsAndServiceAccount: options.pullSecrets,
      builtInTrivyServer: options.server,
    },
    trivyOperator: scanJobs(options, grant),
    trivy: scanner(context, options),
    compliance: { specs: nodes ? [...standards, "k8s-cis-1.23"] : standards },
    nodeCollector: { tolerations: nodes ? [{ operator: "Exists" }] : [] },
    serviceAccount: { create: true, name: release, annotations: grant.annotations },
    podSecurityContext: operatorPod,
    securityContext: restrictedContainer,
    resources: resources(["100m", "256Mi"], ["500m", "1Gi"]),
    priorityClassName: context.priorityClass.standard,
    // The operator has its checks in itself, and takes others from nowhere.
    policiesBundle: { registry: options.databases ?? publicRegistry },
    serviceMonitor: { enabled: context.on("prometheus") },
  };
}
