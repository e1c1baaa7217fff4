import type { Operation } from "./operation";
import { lostAnswer } from "./unanswered";

/** What is known of the run that failed. */
export interface FailureContext {
  readonly stack: string;
  readonly operation: Operation;
  /** The logical name of the resource that failed, if one did. */
  readonly resource: string | undefined;
  /** Its type token. */
  readonly type: string | undefined;
  /** Its id in the cloud, if it has one. */
  readonly id: string | undefined;
  /** True where the state keeps in mind that it may have been made. */
  readonly pending: boolean;
  /** True where the state keeps that in mind of this resource or another. */
  readonly unanswered: boolean;
  /** True where the user has typed the stack's name. */
  readonly confirmed: boolean;
  /** True where the stack is locked by processes of this machine that are gone. */
  readonly deadLock?: boolean;
  /** Where a Helm release stood, as far as the state says. */
  readonly release?: string | undefined;
}

/** An error that people meet, by its text. */
export interface KnownError {
  readonly name: string;
  readonly pattern: RegExp;
  /** Only for these operations. */
  readonly during?: readonly Operation[];
  /** Only where the state keeps in mind that something may have been made. */
  readonly pending?: true;
  /** Only for these types. */
  readonly types?: RegExp;
  /** The likely reason, as a sentence. */
  readonly reason: string;
  /** The command to run next. */
  readonly next: (context: FailureContext) => string;
}

const again = ({ operation, stack, confirmed, unanswered }: FailureContext) =>
  `npm run architect -- ${operation} ${stack}${confirmed ? ` --confirm ${stack}` : ""}${unanswered ? " --recover" : ""}`;

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

/** The first that fits is told, so what is more special stands first. Sources are the messages of the CLI, clouds and Helm. */
export const knownErrors: readonly KnownError[] = [
  {
    name: "lock",
    pattern: /the stack is currently locked by|\[409\] Conflict: Another update is currently in progress/,
    reason: "Another run is under way, or one was killed before it could release its lock.",
    next: (context) =>
      context.deadLock === true
        ? `${again(context)} --recover, which takes the lock away and puts the state in order`
        : `${again(context)} --wait-for-lock 10m; if nothing runs any more: pulumi cancel ${context.stack}`,
  },
  {
    name: "torn",
    pattern: /failed to load checkpoint: (EOF|unexpected)|^EOF$/,
    reason: "A run was killed while it wrote into the backend's folder, and left an empty file beside the state.",
    next: (context) => `${again(context)} --recover`,
  },
  {
    name: "passphrase",
    pattern: /incorrect passphrase|passphrase must be set/i,
    reason: "The stack's secrets are closed with a passphrase, and the one given is missing or another one.",
    next: (context) => `PULUMI_CONFIG_PASSPHRASE_FILE=FILE ${again(context)}`,
  },
  {
    name: "login",
    pattern: /PULUMI_ACCESS_TOKEN must be set|please (run|use) `?pulumi login|not logged in|Invalid access token/i,
    reason: "Pulumi is not logged in to a backend, which keeps the state.",
    next: () => "pulumi login",
  },
  {
    name: "protected",
    pattern:
      /cannot be (deleted|replaced)\s+because it is protected|marked for protection|these resources are protected/,
    reason: "The stack protects this resource, so that nobody deletes it by mistake.",
    next: ({ stack }) => `npm run architect -- preview ${stack}, and docs/destroy.md for how to lift the protection`,
  },
  {
    name: "plan",
    pattern:
      /violates plan|resource .* (was|is) not (in|part of) the plan|plan (was|is) for a different|constrained by the plan/i,
    reason: "The run would do something that the plan file does not have: config, program or cloud changed since.",
    next: ({ stack }) => `npm run architect -- preview ${stack} --save-plan FILE`,
  },
  {
    name: "killed",
    pattern: /^the engine ended .* without a message$/,
    reason: "The engine was killed, by the system's lack of memory or by hand, while it was at work.",
    next: (context) =>
      `${again(context)} --recover; if it finds the stack locked, pulumi cancel ${context.stack} before it`,
  },
  {
    name: "pending operations",
    pattern: /pending operations/,
    reason: "A run was killed while it was at work.",
    next: ({ stack }) => `npm run architect -- up ${stack} --recover`,
  },
  {
    name: "answer lost",
    pattern: lostAnswer,
    pending: true,
    reason:
      "The cloud's answer got lost, so that it may have been made or not; the state keeps that in mind, so that it is not made twice.",
    next: (context) => `${again(context)}, which takes it into the state if it is there`,
  },
  {
    name: "answer lost",
    pattern: lostAnswer,
    reason: "The cloud's answer got lost, so that it may have been done or not; doing it again does no harm.",
    next: again,
  },
  {
    name: "provider gone",
    pattern: /Error while dialing: dial tcp 127\.0\.0\.1|did not begin responding to RPC connections/,
    reason: "The provider's process is gone: it crashed, or the system ended it for the memory that it took.",
    next: (context) => `${again(context)} --recover`,
  },
  {
    name: "cluster replaced",
    // Source: pulumi issue 14650. The engine closes the provider of a cluster that is to go before it uses it.
    pattern: /grpc: the client connection is closing/,
    during: ["up"],
    reason:
      "The change replaces the cluster, and Pulumi cannot take away what is in the old one and make it anew in one run; nothing in the cluster was touched. What workloads keep in it goes with it.",
    next: ({ stack }) => `npm run architect -- destroy ${stack}, then npm run architect -- up ${stack}`,
  },
  {
    name: "expired credentials",
    pattern:
      /ExpiredToken|token (included in the request )?(is|has) expired|credentials? (have|has) expired|AADSTS\d+.*expired|invalid_grant|RequestExpired/i,
    reason: "The credentials have run out.",
    next: (context) => `aws sso login, az login or gcloud auth application-default login, then ${again(context)}`,
  },
  {
    name: "missing credentials",
    pattern:
      /No valid credential sources|NoCredentialProviders|no EC2 IMDS role found|could not find default credentials|AzureCLICredential|DefaultAzureCredential|Please run ['"]az login|failed to (get|retrieve|refresh) (cached )?credentials|unable to configure .* credentials|InvalidClientTokenId/i,
    reason: "The cloud's provider found no credentials in the environment.",
    next: (context) => `aws sso login, az login or gcloud auth application-default login, then ${again(context)}`,
  },
  {
    name: "denied",
    pattern:
      /AccessDenied|UnauthorizedOperation|AuthorizationFailed|PERMISSION_DENIED|is not authorized to perform|does not have authorization|is forbidden: User |Required '[^']+' permission|does not have permission/i,
    reason: "The credentials are good, and lack this right.",
    next: (context) => `ask for the right that the message names, then ${again(context)}`,
  },
  {
    name: "quota",
    pattern:
      /LimitExceeded|quota|QUOTA_EXCEEDED|VcpuLimit|ServiceQuota|maximum number of|MaxSpotInstanceCount|AddressLimit/i,
    reason: "The account has reached a limit of the cloud.",
    next: (context) => `raise the quota in the cloud's console or delete what is not used, then ${again(context)}`,
  },
  {
    name: "throttling",
    pattern: /Throttl|Rate exceeded|RequestLimitExceeded|TooManyRequests|rateLimitExceeded|\b429\b|SlowDown/i,
    reason: "The cloud's API got too many calls from this account at once, other programs' among them.",
    next: (context) => `${again(context)}, in a minute; it goes on where it stopped`,
  },
  {
    name: "in use",
    pattern:
      /DependencyViolation|is in use by|resourceInUse|InUseBy|has a dependent object|InUseSubnetCannotBeDeleted|cannot be deleted because it is in use/i,
    during: ["destroy"],
    reason:
      "Something that the stack does not know still uses it; most often a load balancer, its network interface or security group, which a Service or an Ingress of a workload has left.",
    next: (context) =>
      `aws ec2 describe-network-interfaces --filters Name=${/^subnet-/.test(context.id ?? "") ? "subnet-id" : /^sg-/.test(context.id ?? "") ? "group-id" : "vpc-id"},Values=${context.id ?? "VPC"} names it (az network nic list, gcloud compute forwarding-rules list); delete its load balancer, then ${again(context)}`,
  },
  {
    name: "in use",
    pattern: /DependencyViolation|is in use by|resourceInUse|InUseBy|has a dependent object/i,
    reason: "Another resource still uses it.",
    next: again,
  },
  {
    name: "release name in use",
    pattern: /cannot re-use a name that is still in use/,
    reason: "A first install of the release failed or was killed, and Helm kept its record.",
    next: (context) => `helm uninstall ${release(context)}, then ${again(context)}`,
  },
  {
    name: "release busy",
    pattern: /another operation \(install\/upgrade\/rollback\) is in progress/,
    reason: "A run was killed in the middle of an install or upgrade, and Helm still takes it for running.",
    next: (context) =>
      context.release === "pending-install"
        ? `${again(context)} --recover, which uninstalls what was never finished and installs it again`
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
  {
    name: "exists",
    pattern: /already exists|AlreadyExists|AlreadyOwnedByYou|EntityAlreadyExists|\b409\b|Conflict/i,
    reason:
      "Something of that name is there that the state does not know, most often from a run that was killed or by hand.",
    next: (context) =>
      `npm run architect -- up ${context.stack} --recover --import '${context.type ?? "TYPE"}::${context.resource ?? "NAME"}=${context.id ?? "ID"}' takes it over; or delete it, then ${again(context)}`,
  },
  {
    name: "gone",
    pattern: /NotFound|does not exist|404/i,
    reason:
      "Something that it names is not there (any more): it was deleted by hand, or the cloud has not made it known yet.",
    next: (context) => `npm run architect -- refresh ${context.stack}, then ${again(context)}`,
  },
];

/** What is said of an error that nobody has met. */
export const unknownError = {
  reason: "No reason is known for this message.",
  next: again,
};
