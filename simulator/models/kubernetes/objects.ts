import type { SimulatedCloud } from "../../cloud";
import { reach } from "../../inputs";
import type { ModelContext, Properties, SimulatedResource, TypeModel } from "../../model";
import { refusals, text } from "../fields";
import { broughtBy } from "./brought";
import { kindMissing, waitsForController } from "./definitions";
import { homeOf, namespaceOf, namespaceType, releaseType } from "./places";

// Namespaces that every cluster has from the start.
const builtIn = ["default", "kube-system", "kube-public", "kube-node-lease"];

// Source: the kubernetes provider's diff.go.
const replaced: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:core/v1:ConfigMap": ["binaryData", "data"],
  "kubernetes:core/v1:PersistentVolumeClaim": ["spec"],
  "kubernetes:core/v1:Secret": ["type", "stringData", "data"],
  "kubernetes:core/v1:Service": ["spec.clusterIP"],
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": ["roleRef"],
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": ["roleRef"],
  "kubernetes:storage.k8s.io/v1:StorageClass": ["parameters", "provisioner"],
};

// What the API server lets nobody change. Source: the Kubernetes API reference.
const fixed: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": ["value", "preemptionPolicy"],
  "kubernetes:storage.k8s.io/v1:StorageClass": ["reclaimPolicy", "volumeBindingMode"],
};

/** Why nothing can be put into a namespace. */
export function namespaceMissing(name: string, { cloud, home }: ModelContext): readonly string[] {
  if (name === "" || builtIn.includes(name)) return [];
  const found = cloud.find(namespaceType, name, home);
  return refusals([
    [found === undefined, `namespaces "${name}" not found`],
    [
      text(found?.outputs ?? {}, "status.phase") === "Terminating",
      `unable to create new content in namespace ${name} because it is being terminated`,
    ],
  ]);
}

/** What the provider says of a namespace in which something does not end. Source: pulumi-kubernetes, await/internal. */
function neverEnds(namespace: SimulatedResource, cloud: SimulatedCloud): readonly string[] {
  const inside = cloud.resources.filter((one) => one.home === namespace.home && namespaceOf(one) === namespace.id);
  const waits = inside.some((one) => one.type !== releaseType && waitsForController(one, cloud).length > 0);
  return waits ? ["timed out waiting for the condition"] : [];
}

const labelValue = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/;

/** Source: Kubernetes documentation, "Object Names and IDs" and "Labels and Selectors". */
function badMetadata(type: string, inputs: Properties): readonly string[] {
  const name = text(inputs, "metadata.name");
  const most = type === namespaceType || type === "kubernetes:core/v1:Service" ? 63 : 253;
  const label = Object.entries(reach(inputs, "metadata.labels")[0] ?? {}).find(
    ([, value]) => !labelValue.test(String(value)),
  );
  return refusals([
    [
      name !== "" && !/^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/.test(name),
      `metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'`,
    ],
    [name.length > most, `metadata.name: Invalid value: "${name}": must be no more than ${most} characters`],
    [label !== undefined, `metadata.labels: Invalid value: "${label?.[1]}" of ${label?.[0]}`],
  ]);
}

function terminating(namespace: SimulatedResource): SimulatedResource {
  return { ...namespace, outputs: { ...namespace.outputs, status: { phase: "Terminating" } } };
}

/** An object in a cluster, custom resources among them. */
export function object(type: string): TypeModel {
  const isNamespace = type === namespaceType;
  return {
    home: homeOf,
    id: (inputs, { name }) =>
      [text(inputs, "metadata.namespace"), text(inputs, "metadata.name") || name]
        .filter((part) => part !== "")
        .join("/"),
    replaceOn: ["metadata.name", "metadata.namespace", "apiVersion", "kind", ...(replaced[type] ?? [])],
    fixed: fixed[type] ?? [],
    taken: (id) => `resource "${id}" already exists`,
    brings: broughtBy,
    takes: (one, other) => isNamespace && other.home === one.home && namespaceOf(other) === one.id,
    refuse: (inputs, context) => [
      ...namespaceMissing(text(inputs, "metadata.namespace"), context),
      ...kindMissing(type, context.cloud, context.home),
      ...badMetadata(type, inputs),
    ],
    refuseDelete: (one, cloud) => [
      ...refusals([
        [
          isNamespace && builtIn.includes(one.id),
          `namespaces "${one.id}" is forbidden: this namespace may not be deleted`,
        ],
      ]),
      ...(isNamespace ? neverEnds(one, cloud) : waitsForController(one, cloud)),
    ],
    ...(isNamespace ? { ending: terminating } : {}),
  };
}
