import { charts } from "../../versions";
import type { IstioOptions } from "./options";

/** One control plane: a version of Istio under the revision's name. */
export interface ControlPlane {
  readonly version: string;
  readonly revision: string;
}

/** Which control planes there are, and which of them each tag points to. */
export interface Revisions {
  /** The one that is here to stay. */
  readonly current: ControlPlane;
  /** The one that is being left, during an upgrade. */
  readonly previous: ControlPlane | undefined;
  /**
   * The one that the tag `default` points to. What exists once in a cluster follows it: the default validation, the CNI
   * agent, ztunnel and our gateways.
   */
  readonly serving: ControlPlane;
  /** Every tag with the revision that it points to, `default` first. */
  readonly tags: readonly { readonly tag: string; readonly revision: string }[];
}

/** The tag of what names no revision: `istio-injection: enabled`, waypoints, ambient namespaces. */
export const defaultTag = "default";

/** Major and minor of `1.30.3` as numbers. */
export function minorOf(version: string): { readonly major: number; readonly minor: number } {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return { major, minor };
}

/**
 * A control plane by its version. The revision is `1-30` for every patch of 1.30: a patch is rolled out in place, since
 * workloads would otherwise hang on a control plane that is gone until they restart. Another minor is another revision,
 * beside the one before.
 */
function controlPlane(version: string, revision: string | undefined): ControlPlane {
  const { major, minor } = minorOf(version);
  return { version, revision: revision ?? `${major}-${minor}` };
}

/** The control planes that options ask for. */
export function revisionsOf(options: IstioOptions): Revisions {
  const current = controlPlane(options.version ?? charts.istiod.version, options.revision);
  const before = options.previous;
  const previous = before && controlPlane(before.version, before.revision);
  const names = [defaultTag, ...options.revisionTags];
  const staying = new Set(before === undefined ? [] : (before.tags ?? names));
  const pointedTo = (tag: string) => (previous !== undefined && staying.has(tag) ? previous : current);
  return {
    current,
    previous,
    serving: pointedTo(defaultTag),
    tags: names.map((tag) => ({ tag, revision: pointedTo(tag).revision })),
  };
}
