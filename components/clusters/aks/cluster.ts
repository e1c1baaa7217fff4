import type { ManagedCluster } from "@pulumi/azure-native/containerservice";
import type { Workspace } from "@pulumi/azure-native/operationalinsights";
import type { Provider as AzureProvider } from "@pulumi/azure-native/provider";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/parse";
import type { Bucket, BucketOptions } from "../bucket";
import type { Cluster, ClusterFacts, Grant } from "../cluster";
import type { Key } from "../key";
import { onceCreated } from "../onceCreated";
import type { Permission, Subject } from "../permissions";
import { usable } from "../usable";
import { createBucket } from "./bucket";
import { createControlPlane } from "./controlPlane";
import { type AksEncryption, createEncryption } from "./encryption";
import { aksFacts } from "./facts";
import { createGrant } from "./grants";
import { createIdentities } from "./identities";
import { createKey } from "./key";
import { accessOf } from "./kubeconfig";
import { createLock } from "./lock";
import { createMaintenance } from "./maintenance";
import { createMonitoring, createWorkspace, monitorVault } from "./monitoring";
import { type AksNetwork, createNetwork } from "./network";
import { createPeople } from "./people";
import { createPools } from "./pools";
import { type AksScope, createScope, subscriptionOf } from "./scope";
import { type AksSnapshots, createSnapshots } from "./snapshots";
import { createStorageClasses } from "./storage";

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
  readonly storage: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly #scope: AksScope;
  readonly #network: AksNetwork;
  readonly #encryption: AksEncryption;
  readonly #snapshots: AksSnapshots;
  readonly #tenantId: pulumi.Output<string>;
  readonly #workspace: Workspace | undefined;

  constructor(name: string, config: Config, azure: AzureProvider, parent: pulumi.Resource) {
    super("kubernetes-architect:clusters:AksCluster", name, {}, { parent, providers: [azure] });
    const scope = createScope(config, name, this);
    this.#scope = scope;
    this.name = scope.names.cluster;
    this.region = scope.aks.region;
    this.profile = scope.aks.profile;
    this.#network = createNetwork(scope);
    const identities = createIdentities(scope, this.#network);
    this.#tenantId = identities.controlPlane.tenantId;
    this.#encryption = createEncryption(scope, identities);
    this.#snapshots = createSnapshots(scope, identities, this.#encryption);
    const workspace = createWorkspace(scope);
    this.#workspace = workspace;
    this.controlPlane = createControlPlane(scope, {
      network: this.#network,
      identities,
      encryption: this.#encryption,
      workspace,
    });
    const pools = createPools(scope, this.controlPlane, this.#network.nodeSubnetId);
    createMaintenance(scope, this.controlPlane);
    createPeople(scope, this.controlPlane);
    if (workspace) createMonitoring(scope, workspace, this.controlPlane);
    const { vault, inVault } = this.#encryption;
    if (vault)
      createLock(scope, `${name}-vault`, vault, [
        ...inVault,
        ...(workspace ? [monitorVault(scope, workspace, vault)] : []),
      ]);
    if (workspace) createLock(scope, `${name}-logs`, workspace, []);
    const access = accessOf(scope, this.controlPlane, identities.controlPlane.tenantId);
    this.kubeconfig = access.kubeconfig;
    this.endpoint = access.endpoint;
    this.accessCommand = access.command;
    this.version = this.controlPlane.currentKubernetesVersion;
    this.oidcIssuer = onceCreated(
      this.controlPlane,
      this.controlPlane.oidcIssuerProfile.apply((profile) => profile?.issuerURL ?? ""),
    );
    this.provider = this.#createProvider();
    this.schedulable = [this.controlPlane, ...usable(scope.aks.nodePools, pools)];
    this.storage = createStorageClasses(scope, {
      diskEncryptionSet: this.#encryption.diskEncryptionSet,
      snapshots: this.#snapshots,
      controlPlane: this.controlPlane,
      provider: this.provider,
    });
    this.facts = aksFacts(scope);
    this.registerOutputs({});
  }

  grant(name: string, subject: Subject, permissions: readonly Permission[]): Grant {
    const subscription = subscriptionOf(this.#scope, this.#scope.resourceGroup.id);
    const parts = {
      scope: this.#scope,
      // Through the cluster's output, so that rights there wait until the group exists.
      nodeResourceGroupId: pulumi.interpolate`${subscription}/resourceGroups/${this.controlPlane.nodeResourceGroup}`,
      snapshotResourceGroupId: this.#snapshots.resourceGroup.id,
      diskEncryptionSetId: this.#encryption.diskEncryptionSet?.id,
      oidcIssuer: this.oidcIssuer,
    };
    return createGrant(parts, name, subject, permissions);
  }

  bucket(purpose: string, options: BucketOptions): Bucket {
    const parts = {
      nodeSubnetId: this.#network.nodeSubnetId,
      encryption: this.#encryption.objects,
      controlPlane: this.controlPlane,
    };
    return createBucket(this.#scope, parts, purpose, options);
  }

  key(purpose: string): Key {
    const parts = { nodeSubnetId: this.#network.nodeSubnetId, tenantId: this.#tenantId, workspace: this.#workspace };
    return createKey(this.#scope, parts, purpose);
  }

  #createProvider(): Provider {
    return new Provider(
      `${this.#scope.prefix}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        enableServerSideApply: true,
        // A new certificate or endpoint of the same cluster must not replace all that is in it.
        clusterIdentifier: this.controlPlane.id,
      },
      { parent: this },
    );
  }
}
