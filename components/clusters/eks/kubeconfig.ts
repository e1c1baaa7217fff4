import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/**
 * A kubeconfig that asks the AWS CLI for a token of the caller's own each time: it holds none. A secret all the same,
 * since it tells the endpoint. Source: "Create kubeconfig file manually" (EKS User Guide).
 */
export function kubeconfigOf({ name, region }: Scope, controlPlane: ControlPlane): pulumi.Output<string> {
  const { endpoint, certificateAuthority } = controlPlane.eksCluster;
  const user = {
    exec: {
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: "aws",
      args: ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
      env: [{ name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" }],
      interactiveMode: "Never",
      provideClusterInfo: false,
    },
  };
  return pulumi.secret(
    pulumi.jsonStringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority.data } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
      preferences: {},
      users: [{ name, user }],
    }),
  );
}

/**
 * Makes the provider of everything in the cluster. What it is, is the cluster: another kubeconfig of the same one is an
 * update, and does not replace what is in it.
 * @param reach what lets this program reach the API server
 */
export function createKubernetesProvider(
  scope: Scope,
  controlPlane: ControlPlane,
  kubeconfig: pulumi.Output<string>,
  reach: readonly pulumi.Resource[],
): kubernetes.Provider {
  return new kubernetes.Provider(
    scope.name,
    { kubeconfig, clusterIdentifier: controlPlane.eksCluster.arn, enableServerSideApply: true },
    { parent: scope.options.parent, dependsOn: [...reach] },
  );
}
