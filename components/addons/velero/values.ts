import type { Grant } from "../../clusters/cluster";
import { veleroPlugins } from "../../versions";
import type { AddonContext, Values } from "../addon";
import { alertRules } from "./alerts";
import * as containers from "./containers";
import { credentialsFile } from "./credentials";
import { goDuration } from "./durations";
import { needsNodeAgent, type SnapshotMethod, snapshotMethod } from "./modes";
import { credentialsSecret, ownLocation, serviceAccount } from "./names";
import type { VeleroOptions } from "./options";
import { backupLocations, type Place, snapshotLocation } from "./place";
import { scheduleValues } from "./schedules";

const linux = { "kubernetes.io/os": "linux" };

/**
 * Values of the velero chart. Its one server is a singleton: the chart fixes one replica, and a second would run the
 * same backups again, so there is no disruption budget and no spread either.
 */
export function veleroValues(context: AddonContext, options: VeleroOptions, place: Place, grant: Grant): Values {
  const method = snapshotMethod(options, context.facts.snapshotClass);
  return {
    image: { repository: context.image("docker.io/velero/velero") },
    initContainers: [pluginContainer(context, place)],
    podLabels: grant.podLabels,
    resources: containers.serverResources,
    podSecurityContext: containers.podSecurityContext,
    containerSecurityContext: containers.containerSecurityContext,
    nodeSelector: linux,
    priorityClassName: options.priorityClass ?? context.priorityClass.standard,
    ...jobs(context),
    configuration: configuration(method, options, place, grant),
    backupsEnabled: true,
    snapshotsEnabled: method === "cloud",
    serviceAccount: {
      server: { create: true, name: serviceAccount, annotations: grant.annotations, labels: grant.labels },
    },
    credentials:
      credentialsFile(place, method) === undefined
        ? { useSecret: false }
        : { useSecret: true, existingSecret: credentialsSecret.name },
    ...nodeAgent(options, grant),
    schedules: scheduleValues(context, options),
    metrics: metrics(context, options),
  };
}

function pluginContainer(context: AddonContext, { facts }: Place): Values {
  return {
    name: facts.plugin,
    image: `${context.image(`docker.io/velero/${facts.plugin}`)}:${veleroPlugins[facts.plugin]}`,
    imagePullPolicy: "IfNotPresent",
    resources: containers.shortJobResources,
    securityContext: containers.containerSecurityContext,
    volumeMounts: [{ mountPath: "/target", name: "plugins" }],
  };
}

// Definitions are brought up to date by a job before each upgrade, which Helm itself does not do, and are never removed:
// with them would go every backup's object.
function jobs(context: AddonContext): Values {
  return {
    upgradeCRDs: true,
    cleanUpCRDs: false,
    upgradeJobResources: containers.shortJobResources,
    kubectl: {
      image: { repository: context.image("registry.k8s.io/kubectl") },
      resources: containers.shortJobResources,
      containerSecurityContext: containers.containerSecurityContext,
    },
  };
}

function configuration(method: SnapshotMethod, options: VeleroOptions, place: Place, grant: Grant): Values {
  return {
    backupStorageLocation: backupLocations(place, options, grant),
    volumeSnapshotLocation: method === "cloud" ? [snapshotLocation(place)] : [],
    uploaderType: "kopia",
    defaultBackupStorageLocation: ownLocation,
    ...(method === "cloud" ? { defaultVolumeSnapshotLocations: `${place.facts.provider}:${ownLocation}` } : {}),
    defaultBackupTTL: goDuration(options.defaultTtl),
    garbageCollectionFrequency: goDuration(options.garbageCollectionFrequency),
    ...(method === "csi" ? { features: "EnableCSI" } : {}),
    defaultSnapshotMoveData: options.moveSnapshotData,
    defaultVolumesToFsBackup: options.fileSystemBackup === "all",
    ...(options.maintenanceFrequency === undefined
      ? {}
      : { defaultRepoMaintainFrequency: goDuration(options.maintenanceFrequency) }),
    repositoryMaintenanceJob: {
      repositoryConfigData: { global: { keepLatestMaintenanceJobs: 3, podResources: containers.maintenanceResources } },
    },
    logFormat: "json",
    // The repositories' settings and cache go under the home folder (pkg/repository/udmrepo/repo_options.go), and the
    // root file system is read-only.
    extraEnvVars: [{ name: "HOME", value: "/scratch" }],
  };
}

const nodeAgentConfig = "node-agent-config";

function nodeAgent(options: VeleroOptions, grant: Grant): Values {
  if (!needsNodeAgent(options)) return { deployNodeAgent: false };
  return {
    deployNodeAgent: true,
    nodeAgent: {
      // Only backing up files looks into the node's folders.
      disableHostPath: options.fileSystemBackup === "off",
      ...(options.priorityClass === undefined ? {} : { priorityClassName: options.priorityClass }),
      resources: containers.nodeAgentResources,
      podLabels: grant.podLabels,
      podSecurityContext: containers.nodeAgentPodSecurityContext,
      containerSecurityContext: containers.nodeAgentSecurityContext,
      nodeSelector: linux,
      // A volume is read on the node that it is on, whatever the node's taints.
      tolerations: [{ operator: "Exists" }],
      extraArgs: [`--node-agent-configmap=velero-${nodeAgentConfig}`],
    },
    configMaps: {
      [nodeAgentConfig]: {
        data: { "node-agent-config.json": JSON.stringify({ podResources: containers.dataMoverResources }) },
      },
    },
  };
}

// Prometheus comes before, so its definitions are there and nothing has to be detected.
function metrics(context: AddonContext, options: VeleroOptions): Values {
  const on = context.on("prometheus");
  const monitor = { autodetect: false, enabled: on };
  return {
    enabled: true,
    serviceMonitor: monitor,
    nodeAgentPodMonitor: { ...monitor, enabled: on && needsNodeAgent(options) },
    prometheusRule: { ...monitor, spec: on ? alertRules(options) : [] },
  };
}
