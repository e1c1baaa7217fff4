/** A resource as the engine's state holds it, as far as a deployment looks at it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly id: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly dependsOn: readonly string[];
  /** True for a resource of a provider. */
  readonly custom: boolean;
}

/** What an engine that was killed had begun. */
export interface PendingOperation {
  readonly operation: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: StateResource;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface State {
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
}

// The part of an exported deployment that is read here. Source: apitype.DeploymentV3 of the Pulumi CLI.
interface RawResource {
  readonly urn: string;
  readonly type?: string;
  readonly parent?: string;
  readonly id?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly custom?: boolean;
  readonly dependencies?: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>>;
}

interface RawDeployment {
  readonly resources?: readonly RawResource[] | null;
  readonly pending_operations?: readonly { readonly resource: RawResource; readonly type: string }[] | null;
}

/** Reads an exported deployment. Secrets stay closed. */
export function readState(deployment: RawDeployment | null | undefined): State {
  return {
    resources: (deployment?.resources ?? []).map(readResource),
    pending: (deployment?.pending_operations ?? []).map(({ resource, type }) => ({
      operation: type as PendingOperation["operation"],
      resource: readResource(resource),
      inputs: resource.inputs ?? {},
    })),
  };
}

function readResource(raw: RawResource): StateResource {
  return {
    urn: raw.urn,
    type: raw.type ?? raw.urn.split("::")[2]?.split("$").at(-1) ?? "",
    name: raw.urn.split("::").slice(3).join("::"),
    parent: raw.parent ?? null,
    id: raw.id ?? "",
    protect: raw.protect === true,
    retainOnDelete: raw.retainOnDelete === true,
    dependsOn: raw.dependencies ?? [],
    custom: raw.custom === true,
  };
}
