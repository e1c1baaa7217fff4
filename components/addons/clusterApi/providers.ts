import type { ClusterFacts } from "../../clusters/cluster";
import { clusterApiReleases } from "../../versions";
import type { AddonContext, ObjectSpec, PodSecurity, Values } from "../addon";
import { apart, disruptionBudget, type Labels } from "../parts/availability";
import { type Resources, resources } from "../parts/resources";
import { release } from "./names";

export type Infrastructure = NonNullable<ClusterFacts["clusterApi"]>;

/** A provider of Cluster API, as the operator installs it. */
export interface Provider {
  /** Its name in the plan. */
  readonly part: string;
  readonly kind: "CoreProvider" | "BootstrapProvider" | "ControlPlaneProvider" | "InfrastructureProvider";
  /** Its name, by which the operator finds where it is released. */
  readonly name: string;
  readonly namespace: string;
  readonly podSecurity: PodSecurity;
  readonly version: string;
  readonly image: string;
  /** The label of its pods. */
  readonly label: string;
  /** What its release's manifests have to be told. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Further deployments of its release. */
  readonly more?: Readonly<Record<string, { readonly image: string; readonly version: string }>>;
}

const registry = "registry.k8s.io";
const { core, aws, azure, gcp, azureServiceOperator } = clusterApiReleases;

// Namespaces and labels as each release's manifests have them.
const always: readonly Provider[] = [
  {
    part: "core",
    kind: "CoreProvider",
    name: "cluster-api",
    namespace: "capi-system",
    podSecurity: "restricted",
    version: core,
    image: `${registry}/cluster-api/cluster-api-controller`,
    label: "cluster-api",
  },
  {
    part: "bootstrap",
    kind: "BootstrapProvider",
    name: "kubeadm",
    namespace: "capi-kubeadm-bootstrap-system",
    podSecurity: "restricted",
    version: core,
    image: `${registry}/cluster-api/kubeadm-bootstrap-controller`,
    label: "bootstrap-kubeadm",
  },
  {
    part: "control-plane",
    kind: "ControlPlaneProvider",
    name: "kubeadm",
    namespace: "capi-kubeadm-control-plane-system",
    podSecurity: "restricted",
    version: core,
    image: `${registry}/cluster-api/kubeadm-control-plane-controller`,
    label: "control-plane-kubeadm",
  },
];

/** Base64 of nothing: no credentials, but the manifests have to be told some. */
const none = { lines: "Cg==", json: "e30K" } as const;

// Google Cloud's names no seccomp profile and Azure's brings a second operator, so only AWS's is known to be restricted.
const infrastructures: Readonly<Record<Infrastructure, Provider>> = {
  aws: {
    part: "infrastructure",
    kind: "InfrastructureProvider",
    name: "aws",
    namespace: "capa-system",
    podSecurity: "restricted",
    version: aws,
    image: `${registry}/cluster-api-aws/cluster-api-aws-controller`,
    label: "infrastructure-aws",
    variables: { AWS_B64ENCODED_CREDENTIALS: none.lines, AUTO_CONTROLLER_IDENTITY_CREATOR: "false" },
  },
  azure: {
    part: "infrastructure",
    kind: "InfrastructureProvider",
    name: "azure",
    namespace: "capz-system",
    podSecurity: "baseline",
    version: azure,
    image: `${registry}/cluster-api-azure/cluster-api-azure-controller`,
    label: "infrastructure-azure",
    more: {
      "azureserviceoperator-controller-manager": {
        image: "mcr.microsoft.com/k8s/azureserviceoperator",
        version: azureServiceOperator,
      },
    },
  },
  gcp: {
    part: "infrastructure",
    kind: "InfrastructureProvider",
    name: "gcp",
    namespace: "capg-system",
    podSecurity: "baseline",
    version: gcp,
    image: `${registry}/cluster-api-gcp/cluster-api-gcp-controller`,
    label: "infrastructure-gcp",
    variables: { GCP_B64ENCODED_CREDENTIALS: none.json },
  },
};

/** The providers: Cluster API itself, kubeadm's two, and the one of the cloud. */
export function providersOf(infrastructure: Infrastructure): readonly Provider[] {
  return [...always, infrastructures[infrastructure]];
}

export const podsOf = ({ label }: Provider): Labels => ({ "cluster.x-k8s.io/provider": label });

const size = resources(["100m", "128Mi"], ["1", "1Gi"]);

/** A provider as the object that the operator installs it by, and what it needs beside it. */
export function providerObjects(context: AddonContext, provider: Provider, replicas: number): readonly ObjectSpec[] {
  const { part, kind, name, namespace, version, variables, more = {} } = provider;
  const secretName = "provider-variables";
  const others = Object.entries(more).map(
    ([deployment, { image, version: tag }]) => [deployment, { deployment: spec(context, image, tag, size) }] as const,
  );
  return [
    ...(variables === undefined
      ? []
      : [
          {
            name: `${part}-variables`,
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: secretName, namespace },
            fields: { type: "Opaque", stringData: variables },
          },
        ]),
    {
      name: part,
      apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
      kind,
      metadata: { name, namespace },
      fields: {
        spec: {
          version,
          ...(variables === undefined ? {} : { configSecret: { name: secretName, namespace } }),
          deployment: {
            replicas,
            ...(replicas > 1 ? { affinity: apart(podsOf(provider)) } : {}),
            ...spec(context, provider.image, version, size),
          },
          ...(others.length === 0 ? {} : { additionalDeployments: Object.fromEntries(others) }),
          // Plain, since only Prometheus reaches the port.
          manager: { metrics: { insecureDiagnostics: true, diagnosticsAddress: ":8443" } },
        },
      },
      after: [release, ...(part === "core" ? [] : ["core"]), ...(variables === undefined ? [] : [`${part}-variables`])],
    },
    ...disruptionBudget(part, namespace, podsOf(provider), replicas),
  ];
}

// The operator takes an image by its whole address only.
function spec(context: AddonContext, image: string, version: string, amounts: Resources): Values {
  return {
    containers: [{ name: "manager", imageUrl: `${context.image(image)}:${version}`, resources: amounts }],
  };
}
