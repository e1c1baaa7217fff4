import { notesIn } from "./notes";
import { releaseStatus } from "./releases";

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
  /** As far as they are known. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Where a Helm release stands; see releaseStatus. */
  readonly release?: string | undefined;
  /** True for a resource of a provider. */
  readonly custom: boolean;
}

/** What an engine that was killed had begun. */
export interface PendingOperation {
  readonly operation: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: StateResource;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What its provider is set to, such as a project or a subscription. */
  readonly settings: Readonly<Record<string, unknown>>;
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
  /** The provider's urn and id, with `::` between them. */
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface RawDeployment {
  readonly resources?: readonly RawResource[] | null;
  readonly pending_operations?: readonly { readonly resource: RawResource; readonly type: string }[] | null;
}

/** Reads an exported deployment. Secrets stay closed. */
export function readState(deployment: RawDeployment | null | undefined): State {
  const raw = deployment?.resources ?? [];
  return {
    resources: raw.map(readResource),
    pending: [...(deployment?.pending_operations ?? []), ...notesIn(raw)].map(({ resource, type }) => ({
      operation: type as PendingOperation["operation"],
      resource: readResource(resource),
      inputs: resource.inputs ?? {},
      settings: settingsOf(resource, raw),
    })),
  };
}

function settingsOf(resource: RawResource, all: readonly RawResource[]): Readonly<Record<string, unknown>> {
  const provider = all.find(({ urn, id }) => `${urn}::${id}` === resource.provider);
  // A subscription that the environment chose stands in the ids of what was made in it.
  const [subscriptionId] = all.flatMap(({ id, provider: its }) =>
    its === resource.provider ? (subscriptionIn(id ?? "") ?? []) : [],
  );
  return { ...(subscriptionId === undefined ? {} : { subscriptionId }), ...provider?.inputs };
}

/** The subscription that an id of Azure's names; undefined for any other id. */
export function subscriptionIn(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/.exec(id)?.[1];
}

function readResource(raw: RawResource): StateResource {
  const type = raw.type ?? raw.urn.split("::")[2]?.split("$").at(-1) ?? "";
  return {
    urn: raw.urn,
    type,
    name: raw.urn.split("::").slice(3).join("::"),
    parent: raw.parent ?? null,
    id: raw.id ?? "",
    protect: raw.protect === true,
    retainOnDelete: raw.retainOnDelete === true,
    dependsOn: raw.dependencies ?? [],
    inputs: raw.inputs ?? {},
    release: releaseStatus(type, raw.outputs),
    custom: raw.custom === true,
  };
}
