import { listManagedClusterUserCredentialsOutput, type ManagedCluster } from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import type { AksScope } from "./scope";

// AKS's own application in Entra ID, the same in every tenant, and the public client that people log in with.
// Source: kubelogin documentation, "Using kubelogin with AKS".
const serverApplication = "6dae42f8-4368-4678-94ff-3960e28e3630";
const publicClient = "80faf920-1908-4b52-b5ef-a8e7bedfc67a";

/** How a cluster's API server is reached. */
export interface AksAccess {
  readonly endpoint: pulumi.Output<string>;
  /** A secret. It authenticates by kubelogin and holds no token. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly command: pulumi.Output<string>;
}

/** Works out how to reach the API server. */
export function accessOf(scope: AksScope, cluster: ManagedCluster, tenantId: pulumi.Output<string>): AksAccess {
  const { aks, names } = scope;
  const name = aks.endpoint.access === "private" ? cluster.privateFQDN : cluster.fqdn;
  const endpoint = pulumi.interpolate`https://${name}:443`;
  const subscription = aks.subscriptionId === undefined ? "" : ` --subscription ${aks.subscriptionId}`;
  return {
    endpoint,
    kubeconfig: kubeconfigOf(scope, endpoint, certificateAuthority(scope, cluster), tenantId),
    command: pulumi.interpolate`az aks get-credentials --resource-group ${names.resourceGroup} --name ${cluster.name}${subscription} && kubelogin convert-kubeconfig --login ${aks.access.login}`,
  };
}

// The certificate is no output of the cluster; it stands in the kubeconfig that Azure gives to whoever may use it.
function certificateAuthority(scope: AksScope, cluster: ManagedCluster): pulumi.Output<string> {
  const credentials = listManagedClusterUserCredentialsOutput(
    { resourceGroupName: scope.names.resourceGroup, resourceName: cluster.name, format: "exec" },
    { parent: scope.parent },
  );
  return credentials.apply(({ kubeconfigs }) => certificateAuthorityIn(kubeconfigs[0]?.value ?? ""));
}

/**
 * The certificate authority in a kubeconfig, both in base64.
 * @param encoded the kubeconfig; a reference in a plan is given back as it is
 * @throws Error when the kubeconfig has none
 */
export function certificateAuthorityIn(encoded: string): string {
  if (encoded.startsWith("${")) return encoded;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const found = /certificate-authority-data:\s*"?([A-Za-z0-9+/=]+)/.exec(text)?.[1];
  if (found === undefined) throw new Error("the kubeconfig that Azure gave has no certificate-authority-data");
  return found;
}

function kubeconfigOf(
  { aks, names }: AksScope,
  server: pulumi.Output<string>,
  authority: pulumi.Output<string>,
  tenantId: pulumi.Output<string>,
): pulumi.Output<string> {
  const { login } = aks.access;
  const name = names.cluster;
  const asPerson = ["--client-id", publicClient, "--tenant-id", tenantId];
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: [
      "get-token",
      "--login",
      login,
      "--server-id",
      serverApplication,
      ...(login === "devicecode" ? asPerson : []),
    ],
    interactiveMode: login === "devicecode" ? "IfAvailable" : "Never",
    provideClusterInfo: false,
    installHint: "Install kubelogin: https://azure.github.io/kubelogin/install.html",
  };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name, user: { exec } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
  return pulumi.secret(pulumi.jsonStringify(config));
}
