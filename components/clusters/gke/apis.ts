import { Service } from "@pulumi/gcp/projects/service";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

interface Api {
  readonly service: string;
  /** When it is needed; unset, always. */
  readonly when?: (site: GkeSite) => boolean;
}

const apis: readonly Api[] = [
  { service: "cloudresourcemanager" },
  { service: "iam" },
  // Workload identity gets its tokens here, and Velero its signed addresses.
  { service: "iamcredentials" },
  { service: "compute" },
  { service: "container" },
  { service: "logging" },
  { service: "monitoring" },
  { service: "artifactregistry" },
  { service: "storage" },
  { service: "cloudkms", when: (site) => usesKeys(site) || site.workloadKeys },
  { service: "binaryauthorization", when: ({ config }) => config.binaryAuthorization },
  { service: "containersecurity", when: ({ config }) => config.securityPosture !== "off" },
  { service: "gkebackup", when: ({ config }) => config.backup.enabled },
];

/** True when anything is encrypted with keys of ours. */
export function usesKeys({ config }: GkeSite): boolean {
  const { secrets, disks, buckets } = config.encryption;
  return secrets || disks || buckets;
}

/**
 * Switches on the project's APIs that the cluster needs. They stay on when the stack goes, since others in the project
 * may use them.
 */
export function enableApis(site: GkeSite, parent: pulumi.Resource): readonly pulumi.Resource[] {
  if (!site.config.enableApis) return [];
  return apis
    .filter(({ when }) => when?.(site) ?? true)
    .map(
      ({ service }) =>
        new Service(
          `${site.name}-api-${service}`,
          { project: site.project, service: `${service}.googleapis.com`, disableOnDestroy: false },
          { parent },
        ),
    );
}
