import type { PlannedResource } from "../../planner/resource";
import { at, isSet } from "../read";
import type { Rule } from "../rule";
import { isDefaultPassword } from "./passwords";
import { podSecurityBreaches } from "./podSecurity";
import { containersIn, namespaceOf, podOf, podTypes } from "./pods";

const all = ["production", "development", "ephemeral"] as const;

const wanted = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

export const workloadResources: Rule = {
  id: "workload-resources",
  summary: "Every container of a pod has requests and limits for processor and memory.",
  severity: "error",
  fix: "Set them in the chart's values for that container, or in the object.",
  standards: ["CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13", "KSV-0011", "KSV-0015", "KSV-0016", "KSV-0018"],
  profiles: all,
  types: podTypes,
  check: (resource) =>
    containersIn(podOf(resource)).flatMap((container) => {
      const missing = wanted.filter((path) => !isSet(at(container, `resources.${path}`)));
      return missing.length === 0 ? [] : [{ message: `container ${container.name} lacks ${missing.join(", ")}` }];
    }),
};

/** The tag or digest of an image; undefined where it has none. A registry's port is not one. */
function versionOf(image: string): string | undefined {
  if (image.includes("@")) return image.split("@")[1];
  return /:([^/:]+)$/.exec(image)?.[1];
}

export const imageVersion: Rule = {
  id: "image-version",
  summary: "Every image has a tag or a digest, and none is latest.",
  severity: "error",
  fix: "Name the image's version in the chart's values.",
  standards: ["CKV_K8S_14", "KSV-0013"],
  profiles: all,
  types: podTypes,
  check: (resource) =>
    containersIn(podOf(resource)).flatMap(({ name, image }) => {
      // Istio puts its own image in place of this one as the pod starts. Source: Istio, "Installing Gateways".
      if (image === "auto") return [];
      const version = versionOf(String(image));
      return version === undefined || version === "latest"
        ? [{ message: `the image of ${name}, ${image}, has ${version === undefined ? "no tag" : "the tag latest"}` }]
        : [];
    }),
};

// Namespaces that are not ours, such as kube-system, have no level that we know of.
function levelOf(namespace: string, resources: readonly PlannedResource[]): string {
  const found = resources.find(
    ({ type, inputs }) => type === "kubernetes:core/v1:Namespace" && at(inputs, "metadata.name") === namespace,
  );
  const labels = found && at(found.inputs, "metadata.labels");
  return String(
    (labels as Readonly<Record<string, unknown>> | undefined)?.["pod-security.kubernetes.io/enforce"] ?? "",
  );
}

export const podSecurity: Rule = {
  id: "pod-security",
  summary: "Every pod keeps to the Pod Security level of its namespace.",
  severity: "error",
  fix: "Set the security context in the chart's values, or give the namespace the level that the pod needs.",
  standards: ["CIS-EKS 4.2.1", "CIS-AKS 4.2.1", "CIS-GKE 4.2.1", "KSV-0117", "KSV-0118"],
  profiles: all,
  types: podTypes,
  check: (resource, { resources }) => {
    const level = levelOf(namespaceOf(resource), resources);
    return podSecurityBreaches(podOf(resource), level).map((message) => ({ message: `${level}: ${message}` }));
  },
};

export const defaultPassword: Rule = {
  id: "default-password",
  summary: "No secret holds a password that everybody knows.",
  severity: "error",
  fix: "Give the chart a password of your own, as a secret, or have it make one.",
  standards: ["CWE-1392"],
  profiles: all,
  types: ["kubernetes:core/v1:Secret", "kubernetes:core/v1:ConfigMap"],
  check: ({ inputs }) =>
    (["data", "stringData"] as const).flatMap((field) => {
      const held = at(inputs, field);
      if (typeof held !== "object" || held === null) return [];
      const known = Object.entries(held).filter(([key, value]) => isDefaultPassword(key, value, field === "data"));
      return known.map(([key]) => ({ message: `${field}.${key} is a chart's default password` }));
    }),
};
