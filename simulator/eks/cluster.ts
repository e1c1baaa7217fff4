import type { types } from "@pulumi/aws";
import { AccessEntry, AccessPolicyAssociation, Cluster } from "@pulumi/aws/eks";
// Registers the class, so that the role which is handed over comes with its ARN.
import "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

/** What pulumi-eks's Cluster component takes, as far as the program uses it. Source: @pulumi/eks, ClusterArgs. */
export interface EksInputs {
  readonly name?: pulumi.Input<string>;
  readonly version?: pulumi.Input<string>;
  readonly serviceRole: { readonly arn: pulumi.Output<string> };
  readonly publicSubnetIds?: pulumi.Input<string[]>;
  readonly privateSubnetIds?: pulumi.Input<string[]>;
  readonly kubernetesServiceIpAddressRange?: pulumi.Input<string>;
  readonly endpointPrivateAccess?: pulumi.Input<boolean>;
  readonly endpointPublicAccess?: pulumi.Input<boolean>;
  readonly publicAccessCidrs?: pulumi.Input<string[]>;
  readonly authenticationMode?: pulumi.Input<string>;
  readonly accessEntries?: Readonly<Record<string, EntryInputs>>;
  readonly encryptionConfigKeyArn?: pulumi.Input<string>;
  readonly enabledClusterLogTypes?: pulumi.Input<string[]>;
  readonly deletionProtection?: pulumi.Input<boolean>;
  readonly upgradePolicy?: pulumi.Input<{ supportType?: string }>;
  readonly bootstrapSelfManagedAddons?: pulumi.Input<boolean>;
  readonly clusterTags?: pulumi.Input<Record<string, string>>;
}

interface EntryInputs {
  readonly principalArn: string;
  readonly accessPolicies?: Readonly<
    Record<string, { readonly policyArn: string; readonly accessScope: { readonly type: string } }>
  >;
}

/** The component that pulumi-eks's provider makes on its side: the control plane and who may enter it. */
export class EksComponent extends pulumi.ComponentResource {
  readonly eksCluster: Cluster;
  readonly clusterSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, inputs: EksInputs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:Cluster", name, {}, options);
    this.eksCluster = this.#createCluster(name, inputs);
    this.clusterSecurityGroupId = this.eksCluster.vpcConfig.apply(
      ({ clusterSecurityGroupId }) => clusterSecurityGroupId,
    );
    this.#createEntries(name, inputs.accessEntries ?? {});
    this.registerOutputs({});
  }

  #createCluster(name: string, inputs: EksInputs): Cluster {
    const subnetIds = pulumi
      .all([inputs.publicSubnetIds ?? [], inputs.privateSubnetIds ?? []])
      .apply((ids) => ids.flat());
    const encryptionConfig: types.input.eks.ClusterEncryptionConfig | undefined =
      inputs.encryptionConfigKeyArn === undefined
        ? undefined
        : { provider: { keyArn: inputs.encryptionConfigKeyArn }, resources: ["secrets"] };
    return new Cluster(
      `${name}-eksCluster`,
      {
        name: inputs.name,
        version: inputs.version,
        roleArn: inputs.serviceRole.arn,
        vpcConfig: {
          subnetIds,
          endpointPrivateAccess: inputs.endpointPrivateAccess,
          endpointPublicAccess: inputs.endpointPublicAccess,
          publicAccessCidrs: inputs.publicAccessCidrs,
        },
        kubernetesNetworkConfig: { serviceIpv4Cidr: inputs.kubernetesServiceIpAddressRange },
        accessConfig: { authenticationMode: inputs.authenticationMode },
        encryptionConfig,
        enabledClusterLogTypes: inputs.enabledClusterLogTypes,
        deletionProtection: inputs.deletionProtection,
        upgradePolicy: inputs.upgradePolicy,
        bootstrapSelfManagedAddons: inputs.bootstrapSelfManagedAddons,
        tags: inputs.clusterTags,
      },
      { parent: this },
    );
  }

  #createEntries(name: string, entries: Readonly<Record<string, EntryInputs>>): void {
    for (const [key, { principalArn, accessPolicies = {} }] of Object.entries(entries)) {
      const at = { parent: this };
      const entry = new AccessEntry(`${name}-${key}`, { clusterName: this.eksCluster.name, principalArn }, at);
      for (const [policy, { policyArn, accessScope }] of Object.entries(accessPolicies)) {
        new AccessPolicyAssociation(
          `${name}-${key}-${policy}`,
          { clusterName: this.eksCluster.name, principalArn, policyArn, accessScope },
          { ...at, dependsOn: [entry] },
        );
      }
    }
  }
}
