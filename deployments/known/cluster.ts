import { again, type FailureContext, type KnownError, recovering, takeOver } from "./error";

/** `--namespace NAME RELEASE` of a Helm release, whose id is `namespace/name`. */
function release({ id }: FailureContext): string {
  const [namespace, name] = (id ?? "").split("/");
  return namespace !== undefined && name !== undefined && name !== ""
    ? `${name} --namespace ${namespace}`
    : "RELEASE --namespace NAMESPACE";
}

/** The namespace that something is in, or that it is. */
function namespaceOf({ id, type }: FailureContext): string {
  const [first, second] = (id ?? "").split("/");
  const named = second !== undefined || type === "kubernetes:core/v1:Namespace" ? first : undefined;
  return named === undefined || named === "" ? "NAMESPACE" : named;
}

const terminating = {
  name: "terminating",
  reason:
    "The namespace is being deleted and does not finish: something in it has a finalizer whose controller is gone.",
  next: (context: FailureContext) =>
    `kubectl get namespace ${namespaceOf(context)} --output jsonpath='{.status.conditions}' names the kind; delete those objects, then ${again(context)}`,
} as const;

/** What API servers, Helm and the kubernetes provider say. */
export const clusterErrors: readonly KnownError[] = [
  {
    name: "release name in use",
    pattern: /cannot re-use a name that is still in use/,
    reason:
      "A first install of the release failed or was killed, and Helm kept its record; or it is installed, and the state does not know it.",
    next: (context) =>
      `helm uninstall ${release(context)}, then ${again(context)}; where helm status calls it deployed, rather ${takeOver(context)}`,
  },
  {
    name: "release busy",
    pattern: /another operation \(install\/upgrade\/rollback\) is in progress/,
    reason: "A run was killed in the middle of an install or upgrade, and Helm still takes it for running.",
    next: (context) =>
      context.release === "pending-install"
        ? `${recovering(context)}, which uninstalls what was never finished and installs it again`
        : `helm rollback ${release(context)}, then ${again(context)}`,
  },
  {
    name: "kind missing",
    pattern: /no matches for kind|could not find the requested resource|resource mapping not found/,
    reason:
      "The custom resource definition is not in the cluster: the release that brings it is missing or was removed.",
    next: (context) => `${again(context)} --refresh, which finds releases that are gone and installs them again`,
  },
  {
    ...terminating,
    pattern:
      /because it is being terminated|namespace .*terminating|NamespaceTerminating|finalizers? .*(remain|not)|timed out waiting for .*namespace/i,
  },
  {
    ...terminating,
    pattern: /timed out waiting for the condition|context deadline exceeded/,
    types: /^kubernetes:core\/v1:Namespace$/,
    during: ["up", "destroy"],
  },
  {
    name: "release timed out",
    pattern:
      /timed out waiting for the condition|context deadline exceeded|Resource operation was cancelled|release .* failed, and has been (rolled back|uninstalled)/i,
    reason:
      "Pods of it did not become ready in time: no room on the nodes, an image that cannot be pulled, or a value that is wrong.",
    next: (context) =>
      `kubectl get pods --all-namespaces --field-selector status.phase!=Running, then kubectl describe pod; once they can start, ${again(context)}`,
  },
  {
    name: "cluster gone",
    pattern: /unreachable cluster|cluster is unreachable|lookup \S+: no such host/i,
    types: /^kubernetes:/,
    during: ["up", "destroy", "refresh"],
    reason:
      "The API server cannot be reached from here: the endpoint is private, this address is not among allowedCidrs, or the cluster is down. Or the cluster is gone, and what was in it with it.",
    next: (context) =>
      `run where the endpoint can be reached, then ${again(context)}; if the cluster is gone for good: PULUMI_K8S_DELETE_UNREACHABLE=true ${again(context)}${context.operation === "refresh" ? "" : " --refresh"}, which forgets what was in it`,
  },
  {
    name: "not ready in time",
    pattern: /timeout while waiting for|WaitForCompletion|retries has been exceeded|still in progress/,
    reason: "The cloud has begun it, and it was not done in the time that the provider waits; it may be by now.",
    next: (context) => `${again(context)}, which goes on from there`,
  },
  {
    name: "unreachable",
    pattern:
      /unreachable|i\/o timeout|no such host|connection refused|dial tcp|configured Kubernetes cluster is unreachable|network is unreachable|deadline exceeded while/i,
    reason:
      "The API server or the cloud cannot be reached from here: the endpoint is private, this address is not among allowedCidrs, or the cluster is down.",
    next: (context) => `run where the endpoint can be reached (a VPN, a runner in the network), then ${again(context)}`,
  },
  {
    name: "unauthorized in the cluster",
    pattern: /You must be logged in to the server|Unauthorized|provide credentials/,
    reason: "The cluster does not know who runs this, or the token ran out.",
    next: (context) => `check cluster.access.admins, then ${again(context)}`,
  },
];
