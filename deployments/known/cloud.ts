import { again, type FailureContext, type KnownError } from "./error";

/** The command that shows what holds a network of a cloud. */
function whatHolds({ type = "", id }: FailureContext): string {
  const name = id?.split("/").at(-1) ?? "NAME";
  if (type.startsWith("gcp:")) return `gcloud compute forwarding-rules list --filter=network:${name}`;
  if (type.startsWith("azure-native:")) return `az network nic list --query "[?contains(id, '${name}')]"`;
  const kind = /^subnet-/.test(name) ? "subnet-id" : /^sg-/.test(name) ? "group-id" : "vpc-id";
  return `aws ec2 describe-network-interfaces --filters Name=${kind},Values=${name}`;
}

/** What the clouds and their providers say. */
export const cloudErrors: readonly KnownError[] = [
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
    next: (context) => `${whatHolds(context)} names it; delete its load balancer, then ${again(context)}`,
  },
  {
    name: "in use",
    pattern: /DependencyViolation|is in use by|resourceInUse|InUseBy|has a dependent object/i,
    reason: "Another resource still uses it.",
    next: again,
  },
];
