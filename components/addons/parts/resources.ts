/** Requests and limits of a container, as Kubernetes takes them. */
export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** A container's resources: `[cpu, memory]` requested, then `[cpu, memory]` at most. */
export function resources(requests: readonly [string, string], limits: readonly [string, string]): Resources {
  const pair = ([cpu, memory]: readonly [string, string]) => ({ cpu, memory });
  return { requests: pair(requests), limits: pair(limits) };
}
