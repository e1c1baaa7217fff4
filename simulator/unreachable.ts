import { CloudError } from "./errors";

type Operation = "create" | "read" | "update" | "delete";

const again = 'rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';

/** Why the API server does not answer: its name is gone with the cluster, or the way to it is closed. */
function cause(home: string, gone: boolean): string {
  const why = gone ? `dial tcp: lookup ${home}: no such host` : `dial tcp ${home}:443: i/o timeout`;
  return `unable to load schema information from the API server: Get "https://${home}/openapi/v2?timeout=32s": ${why}`;
}

/**
 * What the kubernetes provider says when it does not reach a cluster. Source: pulumi-kubernetes, provider.go (Read, Delete)
 * and helm_release.go.
 */
export function unreachable(operation: Operation, type: string, home: string, gone: boolean): CloudError {
  const isRelease = type === "kubernetes:helm.sh/v3:Release";
  const said: Readonly<Record<Operation, string>> = {
    create: isRelease
      ? `can't create Helm Release with unreachable cluster: ${cause(home, gone)}`
      : `configured Kubernetes cluster is unreachable: ${cause(home, gone)}`,
    update: isRelease
      ? `can't update Helm Release with unreachable cluster: ${cause(home, gone)}`
      : `configured Kubernetes cluster is unreachable: ${cause(home, gone)}`,
    read: `failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this resource from Pulumi state by ${again}`,
    delete: isRelease
      ? `can't delete Helm Release with unreachable cluster. Reason: ${JSON.stringify(cause(home, gone))}`
      : `configured Kubernetes cluster is unreachable. If the cluster was deleted, you can remove this resource from Pulumi state by ${again}`,
  };
  return new CloudError("Unreachable", said[operation]);
}

/** True where the provider lets go of what it does not reach: of a release only when it reads it. */
export function letsGo(operation: Operation, type: string): boolean {
  return operation === "read" || (operation === "delete" && type !== "kubernetes:helm.sh/v3:Release");
}
