import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity";
import { getProjectServiceAccountOutput } from "@pulumi/gcp/storage/getProjectServiceAccount";
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
  backup: { domain: "gcp-sa-gkebackup", service: "gkebackup.googleapis.com" },
} as const satisfies Readonly<Record<string, AgentSpec>>;

/** A service agent that a key can be given to. */
export type Agent = keyof typeof specs | "storage";

/** A service agent: whom to grant a role to, and what must exist first. */
export interface AgentMember {
  readonly member: pulumi.Output<string>;
  readonly resources: readonly pulumi.Resource[];
}

/** Finds the service agents of a project, and has those made that come only on demand. */
export class ServiceAgents {
  readonly #identities = new Map<string, ServiceIdentity>();

  /**
   * @param ofProject the id of a resource in the project, `projects/PROJECT/…`, made once the APIs are on
   */
  constructor(
    private readonly site: GkeSite,
    private readonly ofProject: pulumi.Output<string>,
    private readonly parent: pulumi.Resource,
    private readonly dependsOn: readonly pulumi.Resource[],
  ) {}

  member(agent: Agent): AgentMember {
    if (agent === "storage") return { member: this.#storageMember(), resources: this.dependsOn };
    const { domain, service }: AgentSpec = specs[agent];
    const own = service === undefined ? [] : [this.#identity(agent, service)];
    return {
      member: pulumi.interpolate`serviceAccount:service-${this.#projectNumber()}@${domain}.iam.gserviceaccount.com`,
      resources: [...this.dependsOn, ...own],
    };
  }

  // Cloud Storage has no service identity that a resource could make: its agent comes into being when somebody asks for
  // it, and old projects' have another form of address. Sources: Cloud Storage, "Get the Cloud Storage service agent";
  // Google provider, google_storage_project_service_account.
  #storageMember(): pulumi.Output<string> {
    const project = this.ofProject.apply((id) => /^projects\/([^/]+)\//.exec(id)?.[1] ?? id);
    return getProjectServiceAccountOutput({ project }, { parent: this.parent }).member;
  }

  // Offline the number is known from the config only. Else it stands in the address of GKE's agent.
  #projectNumber(): pulumi.Output<string> {
    const { projectNumber } = this.site.config;
    if (projectNumber !== undefined) return pulumi.output(projectNumber);
    return this.#identity("gke", specs.gke.service).email.apply(projectNumberIn);
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

/**
 * The project's number in a service agent's address, `service-NUMBER@…`; a plan's reference is given back as it is.
 * @param email may be missing: Google Cloud does not always tell it (Google provider, google_project_service_identity)
 * @throws Error when there is none, which says where to write it
 */
export function projectNumberIn(email: string | undefined): string {
  const found = /^service-(\d+)@/.exec(email ?? "")?.[1];
  if (found !== undefined) return found;
  if (email?.includes("${") === true) return email;
  throw new Error(
    'Google Cloud did not tell the project\'s number: write it under cluster.projectNumber, such as "123456789012"',
  );
}
