import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Cloud, Profile } from "../config/clusters/common";
import type { Bucket, BucketOptions } from "./bucket";
import type { Key } from "./key";
import type { Permission, Subject } from "./permissions";

/**
 * What every cloud gives, and all that the rest of the program knows of a cloud. Nothing outside `clusters/` asks which
 * cloud it is on; it uses the verbs and the data here.
 */
export interface Cluster {
  readonly cloud: Cloud;
  readonly profile: Profile;
  /** The cluster's physical name, known before it exists. */
  readonly name: string;
  readonly region: string;
  /** The component that holds the cluster. Things in the cluster that need no cleaning up are deleted with it. */
  readonly resource: pulumi.Resource;
  /** The resource whose deletion takes everything in the cluster with it; undefined for a cluster that we did not make. */
  readonly controlPlane: pulumi.Resource | undefined;
  readonly provider: kubernetes.Provider;
  /** A secret. It authenticates through an exec plugin and holds no token; a virtual cluster's holds a certificate. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  /** The issuer of service account tokens; undefined where nothing was told of it. */
  readonly oidcIssuer: pulumi.Output<string> | undefined;
  /** The command that gives a person access, such as `aws eks update-kubeconfig …`. */
  readonly accessCommand: pulumi.Output<string>;
  /** What has to exist before a pod can run: nodes that take any pod, network, DNS. */
  readonly schedulable: readonly pulumi.Resource[];
  /** What has to exist besides before a pod can have a volume: the driver and its classes. */
  readonly storage: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  /** Gives a service account rights in the cloud, through workload identity. Without permissions it makes nothing. */
  grant(name: string, subject: Subject, permissions: readonly Permission[]): Grant;
  /** Makes an object store. */
  bucket(purpose: string, options: BucketOptions): Bucket;
  /**
   * Makes a key for a workload.
   * @throws Error on a cluster without a key service, which the add-ons that want a key refuse in their checks
   */
  key(purpose: string): Key;
}

/** What the service account and its pods carry so that the grant works; add to the chart's values. */
export interface Grant {
  readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  /** Labels on the service account. */
  readonly labels: Readonly<Record<string, pulumi.Input<string>>>;
  readonly podLabels: Readonly<Record<string, string>>;
  /** What must exist before the workload starts. */
  readonly resources: readonly pulumi.Resource[];
}

/** What add-ons need to know of a cluster, as data. */
export interface ClusterFacts {
  /** The Kubernetes minor version of the config, such as `1.35`. */
  readonly kubernetesVersion: string;
  /** How many zones the nodes are spread over. */
  readonly zones: number;
  /** The name of the encrypted default storage class that the cluster has or we make. */
  readonly storageClass: string;
  /** What volumes of the storage class are snapshot by; `present` where the class is there already, made by others. */
  readonly snapshotClass: { readonly name: string; readonly driver: string; readonly present?: true } | undefined;
  /** Service annotations for a load balancer inside the network, and for one facing the internet. */
  readonly loadBalancer: { readonly internal: Annotations; readonly internet: Annotations };
  /** Where pods get the credentials of their workload identity, when that is not on port 443. */
  readonly credentialEndpoints: readonly { readonly cidr: string; readonly ports: readonly number[] }[];
  /**
   * How cert-manager proves a name in a zone of the cloud's DNS: what a solver has under `dns01`. Undefined where we know
   * no DNS.
   * @param zone as in the permission `dns.edit`
   */
  readonly acmeDns?: (zone: string, grant: Grant) => Readonly<Record<string, unknown>>;
  /** The cloud's secret manager, for External Secrets; undefined where there is none or it is not known. */
  readonly secretManager?: SecretManagerFacts;
  /** Namespaces that the cloud runs pods of its own in, besides kube-system. */
  readonly systemNamespaces?: readonly string[];
  /** Istio's CNI plugin, where its defaults do not hold. Source: Istio's "Platform-Specific Prerequisites". */
  readonly istioCni: { readonly platform: "gke" | undefined; readonly cniBinDir: string | undefined };
  /** Velero's plugin and object-store settings of the cloud. */
  readonly velero: VeleroFacts | undefined;
  /** Where metrics of the managed control plane cannot be scraped: these jobs are switched off. */
  readonly hiddenControlPlane: boolean;
  /** The cluster's DNS server, for its metrics; `none` where the cloud runs it out of sight. Unset means CoreDNS. */
  readonly dns?: "coredns" | "kube-dns" | "none";
  /** True when kube-proxy serves metrics on port 10249 of every node's address. Unset means that it does not. */
  readonly kubeProxy?: boolean;
  /** True where the cloud tells its prices only to who has an API key. Unset, to everybody or by the cluster's own rights. */
  readonly priceListNeedsKey?: boolean;
  /** What Karpenter uses in the cloud; only where it is the cluster's autoscaler. */
  readonly karpenter?: KarpenterFacts;
  /** What the AWS Load Balancer Controller is told; only on AWS. */
  readonly awsLoadBalancers?: AwsLoadBalancerFacts;
  /** What Cluster API calls its provider for the cloud; unset where there is no cloud. */
  readonly clusterApi?: "aws" | "azure" | "gcp";
  /** `cloud` where the cloud itself installs the Gateway API's resource types; unset, nobody has. */
  readonly gatewayApi?: "cloud";
  /** How ExternalDNS reaches the cloud's DNS; unset where there is no cloud. */
  readonly dnsProvider?: DnsProviderFacts;
}

/** What of a cluster on AWS the AWS Load Balancer Controller is told. */
export interface AwsLoadBalancerFacts {
  readonly vpcId: pulumi.Output<string>;
  /** On every load balancer that it makes, and what belongs to one. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Who sees a DNS zone: the world, or the networks that it is bound to. */
export type ZoneVisibility = "public" | "private";

/** What ExternalDNS is told of a cloud's DNS. */
export interface DnsProviderFacts {
  /** ExternalDNS's own name of the provider. */
  readonly name: Readonly<Record<ZoneVisibility, string>>;
  /**
   * Flags that keep it to the zones that are meant.
   * @param zones as in the permission `dns.edit`
   */
  flags(visibility: ZoneVisibility, zones: readonly string[]): Readonly<Record<string, string | readonly string[]>>;
  readonly environment: Readonly<Record<string, string>>;
  /** The text of the file `/etc/kubernetes/azure.json`, by which its Azure provider knows where zones are. */
  configFile?(zones: readonly string[]): pulumi.Output<string>;
}

/** How External Secrets reaches the cloud's secret manager, with the controller's own workload identity. */
export interface SecretManagerFacts {
  /** What the names of a cluster's secrets begin with unless told; empty where rights know no prefixes. */
  readonly prefix: string;
  /** What a store has under `provider`. */
  readonly provider: Readonly<Record<string, unknown>>;
}

/** What of a cloud Karpenter is told. */
export interface KarpenterFacts {
  /** The name of the queue that tells of nodes that will go. */
  readonly interruptionQueue: pulumi.Output<string>;
  /** The name of the role of its nodes. */
  readonly nodeRole: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly securityGroupId: pulumi.Output<string>;
  /** The key of its nodes' disks. */
  readonly volumesKey: pulumi.Output<string>;
  readonly tags: Readonly<Record<string, string>>;
}

export type Annotations = Readonly<Record<string, string>>;

/** How Velero reaches the cloud. */
export interface VeleroFacts {
  /** The provider's name in backup and snapshot locations, such as `aws`. */
  readonly provider: string;
  /** The plugin's image name in `velero/`, such as `velero-plugin-for-aws`; its version is in versions.ts. */
  readonly plugin: "velero-plugin-for-aws" | "velero-plugin-for-microsoft-azure" | "velero-plugin-for-gcp";
  /**
   * The settings of a backup location in the bucket.
   * @param grant Velero's own: Google Cloud's plugin refuses to start without the e-mail of its service account
   * (velero-plugin-for-gcp, object_store.go: `serviceAccount`)
   */
  backupLocation(bucket: Bucket, grant: Grant): Readonly<Record<string, pulumi.Input<string>>>;
  readonly snapshotLocation: Readonly<Record<string, pulumi.Input<string>>>;
  /** What the plugin must be told besides to take snapshots itself, as the lines of its credentials file; unset, nothing. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
}
