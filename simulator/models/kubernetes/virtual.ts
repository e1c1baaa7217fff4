import type { SimulatedCloud } from "../../cloud";
import type { Properties, SimulatedResource } from "../../model";
import { certificate } from "../fields";
import { chartOf, homeOf, releasesAt, releaseType } from "./places";

function isVirtual(release: SimulatedResource): boolean {
  return release.type === releaseType && chartOf(release) === "vcluster";
}

function balancerOf({ serial }: SimulatedResource): string {
  return `172.18.${Math.floor(serial / 250) % 250}.${(serial % 250) + 1}`;
}

/** Addresses of the API server that a release of vcluster starts: its load balancer's, and its service's. */
export function virtualHomes(release: SimulatedResource): readonly string[] {
  if (!isVirtual(release)) return [];
  const [namespace, name] = release.id.split("/");
  return [balancerOf(release), `${name}.${namespace}.svc`];
}

const data = { "certificate-authority": certificate, "client-certificate": certificate, "client-key": certificate };

/**
 * What a release of vcluster makes in its namespace that a program looks up: the service of its API server, and the secret
 * with an administrator's certificate. Source: vcluster 0.36.1, pkg/util/kubeconfig/kubeconfig.go.
 */
export function madeByVirtual(
  type: string,
  id: string,
  config: Properties,
  cloud: SimulatedCloud,
): SimulatedResource | undefined {
  const release = releasesAt(cloud, homeOf(config)).find(
    (one) => isVirtual(one) && [one.id, one.id.replace("/", "/vc-")].includes(id),
  );
  if (release === undefined) return undefined;
  const isSecret = type === "kubernetes:core/v1:Secret" && id !== release.id;
  const isService = type === "kubernetes:core/v1:Service" && id === release.id;
  if (!isSecret && !isService) return undefined;
  const [namespace, name] = id.split("/");
  const metadata = { name, namespace };
  const status = { loadBalancer: { ingress: [{ ip: balancerOf(release) }] } };
  const outputs = isSecret ? { metadata, type: "Opaque", data } : { metadata, spec: { type: "LoadBalancer" }, status };
  return { ...release, type, id, inputs: { metadata }, outputs };
}
