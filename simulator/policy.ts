import { CloudError } from "./errors";
import type { Operation } from "./faults";
import type { SimulatedResource } from "./model";

/** What makes a cloud harder than it must be. Nothing of it is on unless set. */
export interface Policy {
  /** Every so many calls the cloud says that there are too many; the provider tries again by itself. */
  readonly throttleEvery?: number;
  /** How often the cloud says so at each call before it does it. */
  readonly throttleEach?: number;
  /** Milliseconds of real time until others see what was made, such as a role; the provider tries again by itself. */
  readonly visibleAfter?: number;
  /** The API servers of clusters cannot be reached from where the providers run. */
  readonly unreachable?: boolean;
  /** The kubernetes provider runs with PULUMI_K8S_DELETE_UNREACHABLE: it drops what is in a cluster it does not reach. */
  readonly deleteUnreachable?: boolean;
  /** What is waited for in the middle of a create, an update or a delete. */
  readonly during?: (call: {
    readonly operation: Operation;
    readonly type: string;
    readonly urn: string;
  }) => Promise<void>;
  /** How much there may be of something. */
  readonly quotas?: readonly Quota[];
}

/** How much an account may have of something. */
export interface Quota {
  readonly type: string;
  readonly limit: number;
  /** What is counted together, such as a region; all of the account unless given. */
  per?(resource: SimulatedResource): string;
  readonly code: string;
  readonly message: string;
}

// What a provider waits for: it tries so often, each time twice as long after, and twenty seconds at most.
const patient = new Set([
  "Throttling",
  "ThrottlingException",
  "RequestLimitExceeded",
  "TooManyRequests",
  "TooManyRequestsException",
  "rateLimitExceeded",
  "RESOURCE_EXHAUSTED",
  "NotVisible",
]);
const tries = 10;
const longest = 20;

/** For how many of the cloud's seconds a provider waits before it tries a call again; undefined when it gives up. */
export function waitBefore(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof CloudError) || !patient.has(error.code) || attempt >= tries) return undefined;
  return Math.min(2 ** (attempt - 1), longest);
}

const tooMany: Readonly<Record<string, readonly [code: string, message: string]>> = {
  aws: ["Throttling", "Rate exceeded"],
  "azure-native": [
    "TooManyRequests",
    "The request is being throttled as the limit has been reached for operation type",
  ],
  gcp: ["rateLimitExceeded", "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of the service"],
  kubernetes: ["TooManyRequests", "the server has received too many requests and has asked us to try again later"],
};

/** What the cloud of a type says when it is called too often. */
export function throttled(type: string): CloudError {
  const [code, message] = tooMany[type.split(":")[0] ?? ""] ?? ["TooManyRequests", "too many requests"];
  return new CloudError(code, message);
}

/** What the cloud says when one more resource would break a quota. */
export function exceeded(
  { quotas = [] }: Policy,
  made: SimulatedResource,
  there: readonly SimulatedResource[],
): CloudError | undefined {
  const broken = quotas.find(({ type, limit, per }) => {
    if (type !== made.type) return false;
    return there.filter((other) => other.type === type && per?.(other) === per?.(made)).length >= limit;
  });
  return broken === undefined ? undefined : new CloudError(broken.code, broken.message);
}
