import * as awsEks from "@pulumi/aws/eks";
import type * as kms from "@pulumi/aws/kms";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import { eksAddons } from "../../versions";
import { volumeKeyStatements } from "./keys";
import { createRole, podTrust, type RoleParts } from "./policy";
import { managedPolicy, type Scope } from "./scope";

type CoreAddon = keyof (typeof eksAddons)[keyof typeof eksAddons];

/** An add-on's settings, as its own schema has them (`aws eks describe-addon-configuration`). */
type Settings = Readonly<Record<string, unknown>>;

interface CoreAddonSpec {
  readonly addon: CoreAddon;
  readonly settings?: Settings;
  readonly identity?: { readonly serviceAccount: string; readonly role: RoleParts };
}

function createCoreAddon(
  scope: Scope,
  controlPlane: ControlPlane,
  { addon, settings, identity }: CoreAddonSpec,
  dependsOn: readonly pulumi.Resource[],
): awsEks.Addon {
  const { name, cluster, options, tags } = scope;
  const pinned = Object.entries(eksAddons).find(([minor]) => minor === cluster.version)?.[1][addon];
  const addonVersion = cluster.addonVersions[addon] ?? pinned;
  if (addonVersion === undefined) throw new Error(`no version of ${addon} for Kubernetes ${cluster.version}`);
  return new awsEks.Addon(
    `${name}-${addon}`,
    {
      clusterName: controlPlane.eksCluster.name,
      addonName: addon,
      addonVersion,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(settings === undefined ? {} : { configurationValues: pulumi.jsonStringify(settings) }),
      ...(identity === undefined
        ? {}
        : { podIdentityAssociations: [{ serviceAccount: identity.serviceAccount, roleArn: identity.role.role.arn }] }),
      tags,
    },
    // They live in the cluster and go with it: nothing has to wait for them at the end.
    { ...options, deletedWith: controlPlane, dependsOn: [...dependsOn, ...(identity?.role.policies ?? [])] },
  );
}

/**
 * Makes what a node needs to become ready: network, workload identity, which the network has its rights from, and
 * services. All of it runs on every node, so none has to wait for another: nothing runs before there is a node.
 */
export function createNodeAddons(scope: Scope, controlPlane: ControlPlane): readonly awsEks.Addon[] {
  const agent = createCoreAddon(scope, controlPlane, { addon: "eks-pod-identity-agent" }, []);
  const proxy = createCoreAddon(scope, controlPlane, { addon: "kube-proxy" }, []);
  const role = createRole(scope, "vpc-cni", {
    description: `Addresses of pods of ${scope.name}`,
    trust: podTrust(scope.name, "kube-system", "aws-node"),
    managed: [managedPolicy(scope, "AmazonEKS_CNI_Policy")],
  });
  const network = createCoreAddon(
    scope,
    controlPlane,
    {
      addon: "vpc-cni",
      // Default tags of the provider do not reach interfaces that the CNI makes. Its setting is JSON in text.
      settings: { enableNetworkPolicy: "true", env: { ADDITIONAL_ENI_TAGS: JSON.stringify(scope.tags) } },
      identity: { serviceAccount: "aws-node", role },
    },
    [],
  );
  return [agent, proxy, network];
}

/** Makes what runs on nodes: DNS, volumes and their snapshots. */
export function createClusterAddons(
  scope: Scope,
  controlPlane: ControlPlane,
  volumesKey: kms.Key,
  nodes: readonly pulumi.Resource[],
): { readonly dns: awsEks.Addon; readonly volumes: awsEks.Addon; readonly snapshots: awsEks.Addon } {
  const dns = createCoreAddon(scope, controlPlane, { addon: "coredns", settings: dnsSettings(scope) }, nodes);
  const snapshots = createCoreAddon(scope, controlPlane, { addon: "snapshot-controller" }, nodes);
  const role = createRole(scope, "ebs-csi", {
    description: `Persistent volumes of ${scope.name}`,
    trust: podTrust(scope.name, "kube-system", "ebs-csi-controller-sa"),
    managed: [managedPolicy(scope, "service-role/AmazonEBSCSIDriverPolicy")],
    statements: volumeKeyStatements(undefined, volumesKey.arn),
  });
  const volumes = createCoreAddon(
    scope,
    controlPlane,
    {
      addon: "aws-ebs-csi-driver",
      // Default tags of the provider do not reach volumes and snapshots that the driver makes. Instances tell its pods
      // nothing of themselves; it has the region from the Node's labels then. Source: aws-ebs-csi-driver, docs/install.md.
      settings: { controller: { extraVolumeTags: scope.tags } },
      identity: { serviceAccount: "ebs-csi-controller-sa", role },
    },
    // The driver's snapshot sidecar needs the snapshot controller's custom resources.
    [...nodes, snapshots],
  );
  return { dns, volumes, snapshots };
}

function dnsSettings({ cluster }: Scope): Settings {
  return cluster.profile === "production"
    ? { autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } }
    : { replicaCount: 2 };
}
