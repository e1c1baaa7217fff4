import { stringify } from "yaml";
import type { Plan } from "../plan";
import { nameOf, type PlannedResource } from "../resource";
import { plain } from "./escape";
import { canonical } from "./order";
import type { Style } from "./style";
import { count } from "./text";

// The objects of each release, by the release's name in the plan.
function byRelease({ rendered = [] }: Plan): readonly (readonly [string, readonly PlannedResource[]])[] {
  const found = new Map<string, PlannedResource[]>();
  for (const object of rendered) {
    const release = nameOf(object.parent ?? "");
    found.set(release, [...(found.get(release) ?? []), object]);
  }
  return [...found];
}

const kindOf = ({ type }: PlannedResource) => type.split(":").at(-1) ?? "";
const namespaceOf = ({ inputs }: PlannedResource) =>
  String((inputs.metadata as { readonly namespace?: unknown } | undefined)?.namespace ?? "");

/** Each release's rendered objects as lines for a terminal. */
export function renderedLines(plan: Plan, { paint }: Style): string {
  const blocks = byRelease(plan).map(([release, objects]) => {
    const lines = objects.map((object) => `  ${kindOf(object)} ${paint.dim(`${namespaceOf(object)}/`)}${object.name}`);
    return [`${paint.bold(release)} ${paint.dim(count(objects.length, "object"))}`, ...lines].join("\n");
  });
  return [paint.bold("Rendered objects"), ...blocks, ""].join("\n");
}

/** Each release's rendered objects as YAML, folded away, in Markdown. */
export function renderedBlocks(plan: Plan): readonly string[] {
  return byRelease(plan).map(([release, objects]) => {
    const texts = objects.map(({ inputs }) => stringify(canonical(inputs), { aliasDuplicateObjects: false }));
    const head = `<summary>${plain(release)}: ${count(objects.length, "object")}</summary>`;
    return `<details>${head}\n\n\`\`\`\`yaml\n${texts.join("---\n")}\`\`\`\`\n\n</details>`;
  });
}
