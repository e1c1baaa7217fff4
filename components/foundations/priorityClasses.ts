import * as scheduling from "@pulumi/kubernetes/scheduling/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/cluster";

/** The priority classes of the platform's own pods. Workloads without a class have priority 0 and yield to them. */
export const priorityClasses = {
  /** What workloads cannot start or be reached without: admission, certificates, secrets, gateways. */
  critical: {
    name: "platform-critical",
    // The highest that is not Kubernetes' own is 1,000,000,000. Source: Kubernetes, "Pod Priority and Preemption".
    value: 900_000_000,
    description: "Parts of the platform that workloads cannot start without.",
  },
  /** Everything else of the platform. */
  standard: {
    name: "platform",
    value: 100_000_000,
    description: "Parts of the platform that workloads run without for a while.",
  },
} as const;

/** Makes the platform's priority classes. A pod that names a class that is not there is refused, so they come first. */
export function createPriorityClasses(cluster: Cluster, parent: pulumi.Resource): readonly pulumi.Resource[] {
  const { controlPlane, provider } = cluster;
  return Object.values(priorityClasses).map(
    ({ name, value, description }) =>
      new scheduling.PriorityClass(
        `priority-class-${name}`,
        { metadata: { name }, value, description, globalDefault: false },
        { parent, provider, ...(controlPlane === undefined ? {} : { deletedWith: controlPlane }) },
      ),
  );
}
