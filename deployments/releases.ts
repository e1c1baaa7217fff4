import type { OpenStack } from "./workspace";

/** Where a release stands in Helm's own records, by the words of Helm's release/status.go; undefined for anything else. */
export function releaseStatus(type: string, outputs: unknown): string | undefined {
  if (type !== "kubernetes:helm.sh/v3:Release") return undefined;
  const { status } = (outputs ?? {}) as { readonly status?: { readonly status?: unknown } };
  return typeof status?.status === "string" ? status.status : undefined;
}

/** True for a release whose first install was begun and not ended. */
export function neverInstalled({ release }: { readonly release?: string | undefined }): boolean {
  return release === "pending-install";
}

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly outputs?: object;
  initErrors?: string[];
}

const nameOf = ({ urn }: Resource) => urn.split("::").slice(3).join("::");

/**
 * Has the next update upgrade the releases that Helm calls failed. The engine does that by itself for what it remembers
 * to be half done, and forgets it when it reads the cluster: it compares inputs only, which are as they should be.
 * @returns their names
 */
export async function raiseFailed({ stack }: OpenStack): Promise<readonly string[]> {
  const exported = await stack.exportStack();
  const { resources = [] } = exported.deployment as { readonly resources?: Resource[] };
  const failed = resources.filter(
    ({ type, outputs, initErrors = [] }) => releaseStatus(type, outputs) === "failed" && initErrors.length === 0,
  );
  if (failed.length === 0) return [];
  for (const release of failed) release.initErrors = ["Helm calls this release failed"];
  await stack.importStack(exported);
  return failed.map(nameOf);
}

/**
 * Uninstalls the releases whose first install never ended, since the process that was at it is gone: Helm upgrades none
 * of these, and installs none under a name that is taken. Nothing of them was ever ready, and what comes after them was
 * not begun.
 * @returns their names
 */
export async function uninstallBegun({ stack, engine }: OpenStack): Promise<readonly string[]> {
  const exported = await stack.exportStack();
  const { resources = [] } = exported.deployment as { readonly resources?: Resource[] };
  const begun = resources.filter(({ type, outputs }) => neverInstalled({ release: releaseStatus(type, outputs) }));
  if (begun.length === 0) return [];
  const targets = begun.flatMap(({ urn }) => ["--target", urn]);
  const { workDir, envVars } = stack.workspace;
  const flags = ["--yes", "--skip-preview", "--color", "never", "--stack", stack.name];
  await engine.run(["destroy", ...targets, ...flags], workDir, envVars);
  return begun.map(nameOf);
}
