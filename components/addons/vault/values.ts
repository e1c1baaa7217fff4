import type * as pulumi from "@pulumi/pulumi";
import type { Grant } from "../../clusters/cluster";
import { vaultImage } from "../../versions";
import type { AddonContext, Values } from "../addon";
import { apart, zoneSpread } from "../parts/availability";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { tlsFolder } from "./config";
import { auditFolder, housekeeper } from "./housekeeper";
import { servesTls } from "./modes";
import { apiPort, certificateSecret, injectorPods, namespace, release, serverPods } from "./names";
import type { VaultOptions } from "./options";
import { transitMount } from "./transit";

/** The port that the API server calls the injector on: one that private clusters have open anyway. */
export const injectorPort = 10250;

// The image's own user and group.
const pod = { ...restrictedPod, runAsUser: 100, runAsGroup: 1000, fsGroup: 1000 };

const health = "/v1/sys/health?standbyok=true&perfstandbyok=true";

function size({ profile }: AddonContext) {
  return profile === "production"
    ? resources(["250m", "256Mi"], ["1", "1Gi"])
    : resources(["50m", "128Mi"], ["500m", "512Mi"]);
}

// Two servers on one node would go together, and with them most of three.
function affinity(replicas: number): Values {
  if (replicas === 1) return {};
  const term = { labelSelector: { matchLabels: serverPods }, topologyKey: "kubernetes.io/hostname" };
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}

function volumes(options: VaultOptions, tls: boolean): Values {
  const secretName = options.tls.secretName ?? certificateSecret;
  const { extraArgs, ...transit } = transitMount(options);
  return {
    extraArgs,
    volumes: [
      { name: "tmp", emptyDir: {} },
      ...(tls ? [{ name: "tls", secret: { secretName, defaultMode: 0o440 } }] : []),
      ...transit.volumes,
    ],
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      ...(tls ? [{ name: "tls", mountPath: tlsFolder, readOnly: true }] : []),
      ...transit.volumeMounts,
    ],
  };
}

function claim(context: AddonContext, size: string): Values {
  return { enabled: true, size, storageClass: context.facts.storageClass };
}

function serverValues(context: AddonContext, options: VaultOptions, grant: Grant): Values {
  const { replicas, audit } = options;
  const tls = servesTls(options, context.config);
  const beside = housekeeper(context, tls, audit.enabled);
  return {
    image: { repository: context.image("docker.io/hashicorp/vault"), tag: vaultImage },
    resources: size(context),
    logFormat: "json",
    extraLabels: grant.podLabels,
    extraEnvironmentVars: tls ? { VAULT_CACERT: `${tlsFolder}/ca.crt` } : {},
    ...volumes(options, tls),
    extraContainers: beside,
    shareProcessNamespace: beside.length > 0,
    // An empty Vault is not broken: it counts as ready, so that nothing waits for whoever initialises it.
    readinessProbe: { enabled: true, path: `${health}&uninitcode=204` },
    livenessProbe: { enabled: true, path: `${health}&uninitcode=204&sealedcode=204`, failureThreshold: 6 },
    terminationGracePeriodSeconds: 30,
    affinity: affinity(replicas),
    topologySpreadConstraints: [zoneSpread(serverPods)],
    priorityClassName: context.priorityClass.critical,
    dataStorage: claim(context, options.storage),
    auditStorage: audit.enabled ? { ...claim(context, audit.size), mountPath: auditFolder } : { enabled: false },
    serviceAccount: { create: true, name: release, annotations: grant.annotations, extraLabels: grant.labels },
    statefulSet: { securityContext: { pod, container: restrictedContainer } },
  };
}

function injectorValues(context: AddonContext, { injector }: VaultOptions): Values {
  if (!injector.enabled) return { enabled: false };
  return {
    enabled: true,
    replicas: injector.replicas,
    port: injectorPort,
    image: { repository: context.image("docker.io/hashicorp/vault-k8s") },
    agentImage: { repository: context.image("docker.io/hashicorp/vault"), tag: vaultImage },
    resources: resources(["25m", "64Mi"], ["250m", "128Mi"]),
    securityContext: { pod, container: restrictedContainer },
    affinity: apart(injectorPods),
    topologySpreadConstraints: [zoneSpread(injectorPods)],
    podDisruptionBudget: injector.replicas > 1 ? { maxUnavailable: 1 } : {},
    priorityClassName: context.priorityClass.critical,
    webhook: {
      // A pod without what it asked for fails by itself; one that asked for nothing must start without Vault.
      failurePolicy: "Ignore",
      timeoutSeconds: 10,
      namespaceSelector: {
        matchExpressions: [
          { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system", namespace] },
        ],
      },
    },
  };
}

function telemetry(context: AddonContext, tls: boolean, secret: string): Values {
  return {
    serviceMonitor: {
      enabled: context.on("prometheus"),
      // Every server, and not only the one that leads.
      matchLabels: { "vault-internal": "true" },
      ...(tls
        ? {
            tlsConfig: {
              ca: { secret: { name: secret, key: "ca.crt" } },
              serverName: `${release}.${namespace}.svc`,
            },
          }
        : {}),
    },
  };
}

/** The chart's values. */
export function chartValues(
  context: AddonContext,
  options: VaultOptions,
  grant: Grant,
  config: pulumi.Output<string>,
): Values {
  const tls = servesTls(options, context.config);
  return {
    global: { tlsDisable: !tls },
    server: {
      ...serverValues(context, options, grant),
      ha: {
        enabled: true,
        replicas: options.replicas,
        // Of the pod's variables, only those before this one are there to be named.
        apiAddr: `${tls ? "https" : "http"}://$(VAULT_K8S_POD_NAME).${release}-internal:${apiPort}`,
        raft: { enabled: true, setNodeId: true, config },
        // Ours also lets nodes drain while Vault is not initialised.
        disruptionBudget: { enabled: false },
      },
    },
    injector: injectorValues(context, options),
    serverTelemetry: telemetry(context, tls, options.tls.secretName ?? certificateSecret),
  };
}
