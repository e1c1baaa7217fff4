import { chartNameIn } from "../../../components/chartSource";
import type { SimulatedCloud } from "../../cloud";
import type { Properties, SimulatedResource } from "../../model";
import { modelOf } from "..";
import { text } from "../fields";

export const namespaceType = "kubernetes:core/v1:Namespace";
export const releaseType = "kubernetes:helm.sh/v3:Release";

/**
 * The address of the API server that a provider's config names: the server in its kubeconfig, or else whatever tells
 * one cluster from another.
 */
export function homeOf(config: Properties): string {
  const kubeconfig = text(config, "kubeconfig");
  const server = /"?server"?:\s*"?https?:\/\/([^"\s,}]+)/.exec(kubeconfig)?.[1];
  return server?.replace(/:443$/, "") ?? [kubeconfig, text(config, "context")].join("#");
}

/** The cluster in a cloud whose API server is at an address; undefined for one that no simulated cloud made. */
export function clusterAt(cloud: SimulatedCloud, home: string): SimulatedResource | undefined {
  return cloud.resources.find((one) => modelOf(one.type).homes?.(one).includes(home));
}

/** The namespace that an object or a release is in; empty for what is in none. */
export function namespaceOf({ type, inputs }: Pick<SimulatedResource, "type" | "inputs">): string {
  return type === releaseType ? text(inputs, "namespace") || "default" : text(inputs, "metadata.namespace");
}

/** A release's chart without the repository's address. */
export function chartOf({ inputs }: Pick<SimulatedResource, "inputs">): string {
  return chartNameIn(inputs);
}

// Charts of definitions only. Source: each chart's templates.
const podless = ["base", "gateway-api-crds", "karpenter-crd", "linkerd-crds", "prometheus-operator-crds"];

/** False for a release that no pod starts for. */
export function startsPods(release: Pick<SimulatedResource, "inputs">): boolean {
  return !podless.includes(chartOf(release));
}

/** The releases in a cluster. */
export function releasesAt(cloud: SimulatedCloud, home: string): readonly SimulatedResource[] {
  return cloud.resources.filter((one) => one.type === releaseType && one.home === home);
}
