import type { AgentPool, ManagedCluster } from "@pulumi/azure-native/containerservice";
import type { Provider as AzureProvider } from "@pulumi/azure-native/provider";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/parse";
import type { Bucket, BucketOptions } from "../bucket";
import type { Cluster, ClusterFacts, Grant } from "../cluster";
import { onceCreated } from "../onceCreated";
import type { Permission, Subject } from "../permissions";
import { createBucket } from "./bucket";
import { createControlPlane } from "./controlPlane";
import { type AksEncryption, createEncryption } from "./encryption";
import { aksFacts } from "./facts";
import { createGrant } from "./grants";
import { createIdentities } from "./identities";
import { accessOf } from "./kubeconfig";
import { createLock } from "./lock";
import { createMaintenance } from "./maintenance";
import { createMonitoring, createWorkspace } from "./monitoring";
import { type AksNetwork, createNetwork } from "./network";
import { createPools } from "./pools";
import { assignRole } from "./roles";
import { type AksScope, aksScope, partOptions, subscriptionOf } from "./scope";
import { createStorageClass } from "./storage";

/** A cluster on Azure Kubernetes Service, in a resource group of its own with all that it needs. */
export class AksCluster extends pulumi.ComponentResource implements Cluster {
  readonly cloud = "aks";
  readonly profile;
  readonly name: string;
  readonly region: string;
  readonly resource = this;
  readonly controlPlane: ManagedCluster;
  readonly provider: Provider;
  readonly kubeconfig: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly oidcIssuer: pulumi.Output<string>;
  readonly accessCommand: pulumi.Output<string>;
  readonly schedulable: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly #scope: AksScope;
  readonly #resourceGroup: ResourceGroup;
  readonly #network: AksNetwork;
  readonly #encryption: AksEncryption;
  /** All that the lock on the resource group has to be lifted for, before any of it is deleted. */
  readonly #locked: pulumi.Resource[] = [];

  constructor(name: string, config: Config, azure: AzureProvider, parent: pulumi.Resource) {
    super("kubernetes-architect:clusters:AksCluster", name, {}, { parent, providers: [azure] });
    const scope = aksScope(config, name, this);
    this.#scope = scope;
    this.name = scope.names.cluster;
    this.region = scope.aks.region;
    this.profile = scope.aks.profile;
    this.#resourceGroup = createResourceGroup(scope);
    const resourceGroupName = this.#resourceGroup.name;
    this.#network = createNetwork(scope, resourceGroupName);
    const identities = createIdentities(scope, resourceGroupName, this.#network);
    this.#encryption = createEncryption(scope, resourceGroupName, identities);
    const workspace = createWorkspace(scope, resourceGroupName);
    this.controlPlane = createControlPlane(scope, {
      resourceGroupName,
      network: this.#network,
      identities,
      encryption: this.#encryption,
      workspace,
    });
    const pools = createPools(scope, resourceGroupName, this.controlPlane, this.#network.nodeSubnetId);
    this.#locked.push(
      ...pools,
      ...createMaintenance(scope, resourceGroupName, this.controlPlane),
      ...this.#createViewers(),
      ...(workspace
        ? createMonitoring(scope, resourceGroupName, workspace, this.controlPlane, this.#encryption.vault)
        : []),
    );
    createLock(scope, resourceGroupName, () => this.#locked);
    const access = accessOf(scope, this.controlPlane, identities.controlPlane.tenantId);
    this.kubeconfig = access.kubeconfig;
    this.endpoint = access.endpoint;
    this.accessCommand = access.command;
    this.version = this.controlPlane.currentKubernetesVersion;
    this.oidcIssuer = onceCreated(
      this.controlPlane,
      this.controlPlane.oidcIssuerProfile.apply((profile) => profile?.issuerURL ?? ""),
    );
    this.provider = this.#createProvider(pools);
    this.schedulable = [
      this.controlPlane,
      ...pools,
      createStorageClass(
        scope,
        this.#encryption.diskEncryptionSet,
        this.provider,
        [this.controlPlane],
        this.controlPlane,
      ),
    ];
    this.facts = aksFacts(scope, this.#resourceGroup.id);
    this.registerOutputs({});
  }

  grant(name: string, subject: Subject, permissions: readonly Permission[]): Grant {
    const { id: resourceGroupId, name: resourceGroupName } = this.#resourceGroup;
    const subscription = subscriptionOf(this.#scope, resourceGroupId);
    const grant = createGrant(
      {
        scope: this.#scope,
        resourceGroupId,
        resourceGroupName,
        // Through the cluster's output, so that rights there wait until the group exists.
        nodeResourceGroupId: pulumi.interpolate`${subscription}/resourceGroups/${this.controlPlane.nodeResourceGroup}`,
        diskEncryptionSetId: this.#encryption.diskEncryptionSet?.id,
        oidcIssuer: this.oidcIssuer,
      },
      name,
      subject,
      permissions,
    );
    this.#locked.push(...grant.resources);
    return grant;
  }

  bucket(purpose: string, options: BucketOptions): Bucket {
    const bucket = createBucket(
      this.#scope,
      {
        resourceGroupName: this.#resourceGroup.name,
        nodeSubnetId: this.#network.nodeSubnetId,
        encryption: this.#encryption.objects,
      },
      purpose,
      options,
    );
    this.#locked.push(...bucket.resources);
    return bucket;
  }

  // A viewer may read everything but secrets in each namespace, and fetch the kubeconfig, which holds no token.
  #createViewers(): pulumi.Resource[] {
    const { prefix, aks } = this.#scope;
    return aks.access.viewers.flatMap((principal, index) =>
      (["AKS RBAC Reader", "AKS Cluster User"] as const).map((role) =>
        assignRole(this.#scope, `${prefix}-viewer-${index + 1}-${role.split(" ").at(-1)?.toLowerCase()}`, role, {
          principal,
          principalType: "Group",
          on: this.controlPlane.id,
        }),
      ),
    );
  }

  #createProvider(pools: readonly AgentPool[]): Provider {
    return new Provider(
      `${this.#scope.prefix}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        enableServerSideApply: true,
        // A new certificate or endpoint of the same cluster must not replace all that is in it.
        clusterIdentifier: this.controlPlane.id,
      },
      { parent: this, dependsOn: [...pools] },
    );
  }
}

function createResourceGroup(scope: AksScope): ResourceGroup {
  return new ResourceGroup(
    `${scope.prefix}-group`,
    { resourceGroupName: scope.names.resourceGroup, location: scope.aks.region, tags: scope.tags },
    partOptions(scope, { protect: true }),
  );
}
