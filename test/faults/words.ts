import type { Fault, Operation } from "../../simulator/faults";

/** When a call fails. */
export type Moment = Fault["when"];

export const moments: readonly Moment[] = ["before", "part", "after"];

/** What the cloud of a resource says of it. */
interface Words {
  readonly code: string;
  readonly message: string;
}

type Voice = Readonly<Record<Moment, (operation: Operation, kind: string) => Words>>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const reset = (host: string) => `read tcp 10.0.0.5:53514->192.0.2.80:443: read: connection reset by peer (${host})`;

// Each is one that a provider does not try again by itself: a right that is missing, a resource that does not become
// ready, an answer that never came. Sources: the error texts of the services and of the providers' libraries.
const voices: Readonly<Record<string, Voice>> = {
  aws: {
    before: (operation, kind) => ({
      code: "AccessDenied",
      message: `User: arn:aws:iam::481516234200:role/deployer is not authorized to perform: ${capital(operation)}${kind}`,
    }),
    part: (operation, kind) => ({
      code: "timeout",
      message: `waiting for ${kind} ${operation}: timeout while waiting for state to become 'available' (last state: 'pending', timeout: 10m0s)`,
    }),
    after: (operation, kind) => ({
      code: "RequestError",
      message: `operation error ${capital(operation)}${kind}, https response error StatusCode: 0, request send failed, ${reset("eu-west-1.amazonaws.com")}`,
    }),
  },
  "azure-native": {
    before: (operation, kind) => ({
      code: "AuthorizationFailed",
      message: `The client 'deployer' does not have authorization to perform action '${kind}/${operation === "delete" ? "delete" : "write"}'`,
    }),
    part: (operation, kind) => ({
      code: "Code='InternalServerTimeout'",
      message: `Future#WaitForCompletion: the number of retries has been exceeded: ${operation} of ${kind} is still in progress`,
    }),
    after: (operation, kind) => ({
      code: "autorest",
      message: `${operation} ${kind}: Put "https://management.azure.com/": ${reset("management.azure.com")}`,
    }),
  },
  gcp: {
    before: (operation, kind) => ({
      code: "googleapi: Error 403",
      message: `Required '${kind}.${operation}' permission for the project, forbidden`,
    }),
    part: (operation, kind) => ({
      code: "Error waiting",
      message: `Error waiting for ${kind} to ${operation}: timeout while waiting for state to become 'DONE' (last state: 'RUNNING', timeout: 20m0s)`,
    }),
    after: (operation, kind) => ({
      code: "googleapi",
      message: `${operation} ${kind}: Post "https://www.googleapis.com/": ${reset("www.googleapis.com")}`,
    }),
  },
  kubernetes: {
    before: (operation, kind) => ({
      code: "Forbidden",
      message: `${kind.toLowerCase()} is forbidden: User "deployer" cannot ${operation} resource "${kind.toLowerCase()}"`,
    }),
    part: (operation, kind) => ({
      code: "1 error occurred",
      message: `the Kubernetes API server reported that ${kind} failed to become ready after ${operation}: timed out waiting for the condition`,
    }),
    after: (operation, kind) => ({
      code: "http2",
      message: `${operation} ${kind}: Post "https://10.20.0.9/apis": http2: client connection lost`,
    }),
  },
};

/** What fails at a resource, in the words of its cloud. */
export function faultAt(when: Moment, operation: Operation, type: string, urn: string): Fault {
  const [cloud = "", , kind = ""] = type.split(":");
  const voice = voices[cloud];
  if (voice === undefined) throw new Error(`no words for ${type}`);
  return { when, operation, type, urn, times: 1, ...voice[when](operation, kind) };
}
