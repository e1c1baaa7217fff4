import { inColumns } from "../planner/render/table/columns";
import { planNamed } from "../planner/several";
import { chartFolder } from "./folder";
import { findHelm } from "./helm";
import { type VerifiedRelease, type VerifiedStack, verifyStack } from "./verify";

/**
 * Verifies the charts of stacks and prints what came of it.
 * @param names stacks; none: all of them
 * @returns false when something was found of severity error, or when a chart could not be rendered
 */
export async function verifyCharts(
  names: readonly string[],
  options: { readonly folder: string; readonly json?: true },
): Promise<boolean> {
  const folder = chartFolder(options.folder);
  const helm = findHelm();
  const planned = await planNamed(names);
  const verified: VerifiedStack[] = [];
  for (const one of planned) {
    verified.push(await verifyStack(helm, folder, one));
    if (options.json !== true) process.stdout.write(text(verified.slice(-1)));
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify(verified, null, 2)}\n`);
  return verified.every(({ releases }) => releases.every(isFine));
}

function isFine({ error, findings }: VerifiedRelease): boolean {
  return error === undefined && findings.every(({ severity }) => severity !== "error");
}

function text(stacks: readonly VerifiedStack[]): string {
  return stacks.map(({ stack, releases }) => `${stack}\n${table(releases)}${complaints(releases)}\n`).join("");
}

function table(releases: readonly VerifiedRelease[]): string {
  const rows = releases.map(({ release, chart, version, objects, containers, findings, error }) => {
    const found = error === undefined ? findings.length : "not rendered";
    return [release, `${chart} ${version}`, objects, containers, found];
  });
  return inColumns([["release", "chart", "objects", "containers", "findings"], ...rows]);
}

function complaints(releases: readonly VerifiedRelease[]): string {
  const lines = releases.flatMap(({ release, error, findings }) => [
    ...(error === undefined ? [] : [`${release}: ${error}`]),
    ...findings.map(({ severity, rule, urn, message }) => `${severity} ${rule}: ${placeOf(urn)}: ${message}`),
  ]);
  return lines.map((line) => `  ${line}\n`).join("");
}

// Of a rendered object's urn, what stands behind the release's.
function placeOf(urn: string): string {
  return urn.slice(urn.indexOf("//") + 2);
}
