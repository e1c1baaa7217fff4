import type { Cluster } from "@pulumi/gcp/container/cluster";
import * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

/** The API server's address without its scheme: a DNS name of Google's, or an address. */
export function serverOf({ config }: GkeSite, controlPlane: Cluster): pulumi.Output<string> {
  if (!config.endpoint.dns) return controlPlane.endpoint;
  return pulumi
    .all([controlPlane.controlPlaneEndpointsConfig, controlPlane.endpoint])
    .apply(([endpoints, address]) => endpoints.dnsEndpointConfig?.endpoint ?? address);
}

/**
 * The kubeconfig as JSON, which is YAML too. It holds no token: gke-gcloud-auth-plugin asks for one with whatever
 * credentials its user has. The DNS name has a public certificate, so that only an address needs the cluster's own
 * authority. Source: GKE, "Install kubectl and configure cluster access".
 */
export function kubeconfigOf(site: GkeSite, controlPlane: Cluster): pulumi.Output<string> {
  const { name } = site;
  const authority = controlPlane.masterAuth.apply(({ clusterCaCertificate }) => clusterCaCertificate);
  const cluster = {
    server: pulumi.interpolate`https://${serverOf(site, controlPlane)}`,
    ...(site.config.endpoint.dns ? {} : { "certificate-authority-data": authority }),
  };
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "gke-gcloud-auth-plugin",
    installHint: "gcloud components install gke-gcloud-auth-plugin",
    provideClusterInfo: true,
    interactiveMode: "IfAvailable",
  };
  return pulumi.secret(
    pulumi.jsonStringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": name,
      clusters: [{ name, cluster }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      users: [{ name, user: { exec } }],
    }),
  );
}

/** The command that puts the cluster into a person's kubeconfig. */
export function accessCommandOf({ name, project, location, zonal, config }: GkeSite): string {
  const place = `${zonal ? "--zone" : "--region"} ${location}`;
  const through = config.endpoint.dns
    ? " --dns-endpoint"
    : config.endpoint.access === "private"
      ? " --internal-ip"
      : "";
  return `gcloud container clusters get-credentials ${name} ${place} --project ${project}${through}`;
}
