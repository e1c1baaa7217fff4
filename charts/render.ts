import { availableParallelism } from "node:os";
import { parseAllDocuments, stringify } from "yaml";
import { chartNameIn, pinNameOf } from "../components/chartSource";
import { isPlainObject, redacted } from "../components/config/secret";
import { inTurn } from "../planner/inTurn";
import type { Plan } from "../planner/plan";
import type { PlannedResource } from "../planner/resource";
import { findChart, type NamedChart } from "./folder";
import type { Helm } from "./helm";

export const releaseType = "kubernetes:helm.sh/v3:Release";

// API versions that charts look for before they make objects of them, by the chart that defines them.
const defined: Readonly<Record<string, readonly string[]>> = {
  "kube-prometheus-stack": [
    "monitoring.coreos.com/v1",
    "monitoring.coreos.com/v1/ServiceMonitor",
    "monitoring.coreos.com/v1/PodMonitor",
    "monitoring.coreos.com/v1/PrometheusRule",
  ],
  "cert-manager": ["cert-manager.io/v1", "cert-manager.io/v1/Certificate", "cert-manager.io/v1/Issuer"],
  "gateway-crds-helm": ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1/HTTPRoute"],
};

// Kinds that are in no namespace. Source: the Kubernetes API reference, and each definition's scope.
const clusterWide: ReadonlySet<string> = new Set([
  "APIService",
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterSecretStore",
  "CSIDriver",
  "GatewayClass",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "PriorityClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

/** A release's chart. */
export function chartOf({ inputs }: PlannedResource): NamedChart {
  return { name: chartNameIn(inputs), version: String(inputs.version), pin: pinNameOf(inputs) };
}

/** The releases of a plan. */
export function releasesOf({ resources }: Plan): readonly PlannedResource[] {
  return resources.filter(({ type }) => type === releaseType);
}

/** Does something with each release of a plan, as many at once as there are processors, since each starts a helm. */
export function eachRelease<R>(plan: Plan, work: (release: PlannedResource) => Promise<R>): Promise<readonly R[]> {
  return inTurn(releasesOf(plan), availableParallelism(), work);
}

/**
 * Renders a release of a plan with helm and a folder of charts. Computed values stand in it as the plan shows them.
 * @returns its objects, hooks among them, as resources below the release; without definitions of custom resources and
 * without what only `helm test` starts
 * @throws Error with what helm says; UsageError when the chart is not in the folder
 */
export async function renderRelease(
  helm: Helm,
  folder: string,
  release: PlannedResource,
  plan: Plan,
): Promise<readonly PlannedResource[]> {
  const { inputs } = release;
  const namespace = String(inputs.namespace);
  const apis = releasesOf(plan).flatMap((other) => defined[chartOf(other).pin ?? ""] ?? []);
  const args = [
    "template",
    String(inputs.name),
    findChart(folder, chartOf(release)),
    "--namespace",
    namespace,
    "--kube-version",
    `v${plan.kubernetesVersion}.0`,
    "--skip-tests",
    "--values",
    "-",
    ...apis.flatMap((api) => ["--api-versions", api]),
  ];
  const text = await helm(args, stringify(inputs.values ?? {}));
  return documents(text).map((object) => rendered(object, release, namespace));
}

// Definitions are the bulk of some charts and hold nothing that a rule is about.
function documents(text: string): readonly Readonly<Record<string, unknown>>[] {
  const parts = text.split(/^---\s*$/m).filter((part) => !/^kind: "?CustomResourceDefinition"?\s*$/m.test(part));
  return parts.flatMap((part) =>
    parseAllDocuments(part, { uniqueKeys: false }).flatMap((document) => {
      const object: unknown = document.toJS({ maxAliasCount: -1 });
      if (!isPlainObject(object)) return [];
      return object.kind === "List" && Array.isArray(object.items) ? object.items.filter(isPlainObject) : [object];
    }),
  );
}

function rendered(
  object: Readonly<Record<string, unknown>>,
  release: PlannedResource,
  namespace: string,
): PlannedResource {
  const { apiVersion = "", kind = "" } = object;
  const metadata = isPlainObject(object.metadata) ? object.metadata : {};
  const version = String(apiVersion).includes("/") ? String(apiVersion) : `core/${apiVersion}`;
  const place = clusterWide.has(String(kind)) ? "" : String(metadata.namespace ?? namespace);
  return {
    urn: `${release.urn}//${apiVersion}/${kind}/${place}/${metadata.name}`,
    type: `kubernetes:${version}:${kind}`,
    name: String(metadata.name),
    parent: release.urn,
    provider: release.provider,
    inputs: { ...object, metadata: { ...metadata, ...(place === "" ? {} : { namespace: place }) } },
    dependsOn: [],
    protect: false,
    deletedWith: null,
    retainOnDelete: false,
    custom: true,
  };
}

/** A rendered object as a person may see it: what a Secret holds is left out. */
export function withoutSecrets(resource: PlannedResource): PlannedResource {
  if (resource.type !== "kubernetes:core/v1:Secret") return resource;
  const { data, stringData, ...rest } = resource.inputs;
  const hide = (held: unknown) =>
    isPlainObject(held) ? Object.fromEntries(Object.keys(held).map((key) => [key, redacted])) : held;
  return {
    ...resource,
    inputs: {
      ...rest,
      ...(data === undefined ? {} : { data: hide(data) }),
      ...(stringData === undefined ? {} : { stringData: hide(stringData) }),
    },
  };
}
