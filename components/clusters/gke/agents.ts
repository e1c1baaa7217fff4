import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity";
import * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

interface AgentSpec {
  /** The host part of the agent's address. */
  readonly domain: string;
  /** The API that makes the agent on demand; unset for one that exists as soon as its API is on. */
  readonly service?: string;
}

/** The accounts that Google's services work in the project with. Source: IAM, "Service agents". */
const specs = {
  gke: { domain: "container-engine-robot", service: "container.googleapis.com" },
  compute: { domain: "compute-system" },
  storage: { domain: "gs-project-accounts", service: "storage.googleapis.com" },
  backup: { domain: "gcp-sa-gkebackup", service: "gkebackup.googleapis.com" },
} as const satisfies Readonly<Record<string, AgentSpec>>;

export type Agent = keyof typeof specs;

/** A service agent: whom to grant a role to, and what must exist first. */
export interface AgentMember {
  readonly member: pulumi.Output<string>;
  readonly resources: readonly pulumi.Resource[];
}

/** Finds the service agents of a project by its number. */
export class ServiceAgents {
  readonly #identities = new Map<string, ServiceIdentity>();

  constructor(
    private readonly site: GkeSite,
    private readonly parent: pulumi.Resource,
    private readonly dependsOn: readonly pulumi.Resource[],
  ) {}

  member(agent: Agent): AgentMember {
    const { domain, service }: AgentSpec = specs[agent];
    const own = service === undefined ? [] : [this.#identity(agent, service)];
    return {
      member: pulumi.interpolate`serviceAccount:service-${this.#projectNumber()}@${domain}.iam.gserviceaccount.com`,
      resources: [...this.dependsOn, ...own],
    };
  }

  // Offline the number is known from the config only. Else it stands in the address of GKE's agent, service-NUMBER@….
  #projectNumber(): pulumi.Output<string> {
    const { projectNumber } = this.site.config;
    if (projectNumber !== undefined) return pulumi.output(projectNumber);
    const { email } = this.#identity("gke", specs.gke.service);
    return email.apply((address) => /^service-(\d+)@/.exec(address)?.[1] ?? address);
  }

  #identity(agent: Agent, service: string): ServiceIdentity {
    const found = this.#identities.get(service);
    if (found !== undefined) return found;
    const { name, project } = this.site;
    const made = new ServiceIdentity(
      `${name}-agent-${agent}`,
      { project, service },
      { parent: this.parent, dependsOn: [...this.dependsOn] },
    );
    this.#identities.set(service, made);
    return made;
  }
}
