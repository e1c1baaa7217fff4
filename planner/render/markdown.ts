import type { Explained } from "../explain";
import type { PlannedResource } from "../resource";
import type { Planned } from "../several";
import { addonsOf } from "./addons";
import { code, html, plain } from "./escape";
import { explainedSource, explainedValue, shortPath, sourceMeanings } from "./explain";
import { factsOf, shownValue } from "./facts";
import { sortedFindings } from "./findings";
import { type Group, groupsOf, isReal, nameIn, type Part } from "./groups";
import { findingCounts, headline, poolsOf } from "./headline";
import { renderMermaid } from "./mermaid";
import { renderedBlocks } from "./rendered";
import { count, cut, dotted } from "./text";

const longestSetting = 80;
const settingsShown = 4;

/** A plan as Markdown for a pull request: summary, diagram, every resource folded away by group, findings. */
export function renderMarkdown(stack: Planned, explained?: readonly Explained[]): string {
  const { plan } = stack;
  return [
    `# Plan of ${plain(plan.stack)}`,
    plain(headline(stack)),
    summary(stack),
    "## Platform",
    `\`\`\`mermaid\n${renderMermaid(stack)}\`\`\``,
    "## Findings",
    ...findings(stack),
    "## Resources",
    ...groupsOf(plan).map(groupBlock),
    ...(plan.rendered === undefined ? [] : ["## Rendered objects", ...renderedBlocks(plan)]),
    ...(explained === undefined ? [] : [explainedBlock(explained)]),
    "",
  ].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function summary(stack: Planned): string {
  const real = stack.plan.resources.filter(isReal);
  const pools = poolsOf(stack).map(
    ({ name, size, instance, spot }) => `${plain(name)}: ${size} × ${code(instance)}${spot ? " (spot)" : ""}`,
  );
  const addons = addonsOf(stack).map(({ name, releases, origin }) => {
    const charts = releases.map(({ chart, version }) => code(`${chart} ${version}`)).join(", ");
    return `${plain(name)}${charts === "" ? "" : `: ${charts}`}${origin === undefined ? "" : ` (${origin})`}`;
  });
  return table(
    ["", ""],
    [
      ["Resources", `${real.length}, ${real.filter(({ protect }) => protect).length} protected`],
      ["Node pools", pools.join("<br>") || "none of ours"],
      ["Add-ons", addons.join("<br>") || "none"],
      ["Findings", findingCounts(stack)],
      ["Cost", costText(stack)],
    ],
  );
}

function costText({ plan: { cost } }: Planned): string {
  return cost.monthly === null ? "not estimated" : `${cost.monthly.toFixed(2)} ${cost.currency} a month`;
}

function details(title: string, content: string, open = false): string {
  return `<details${open ? " open" : ""}><summary>${html(title)}</summary>\n\n${content}\n\n</details>`;
}

function groupBlock({ title, count: number, parts }: Group): string {
  return details(`${title} (${number})`, parts.map(partTable).join("\n\n"));
}

function partTable({ title, resources }: Part): string {
  const rows = resources.map((resource) => [
    code(resource.name),
    code(resource.type),
    settings(resource),
    resource.protect ? "yes" : "",
  ]);
  const heading = title === undefined ? "" : `**${plain(title)}**\n\n`;
  return `${heading}${table(["Resource", "Type", "Settings", "Protected"], rows)}`;
}

// Settings that say nothing of one resource, because every one like it has them.
const everywhere = new Set(
  "tags labels apiVersion kind location resourceGroupName atomic cleanupOnFail compat maxHistory".split(" "),
);

// Facts first, then what is nearest to the top. Computed values read as references, `${vpc.id}`. The JSON form has all.
function settings(resource: PlannedResource): string {
  const facts = factsOf(resource);
  const all = [...leaves(resource.inputs, "")]
    .filter(({ value }) => !facts.includes(value))
    .sort((a, b) => a.depth - b.depth || (a.path < b.path ? -1 : 1));
  const shown = all.slice(0, settingsShown).map(({ path, value }) => `${path}: ${value}`);
  const lines = [dotted(...facts), ...shown].filter((it) => it !== "").map((it) => code(cut(it, longestSetting)));
  const more = all.length - shown.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>");
}

interface Leaf {
  readonly path: string;
  readonly value: string;
  readonly depth: number;
}

function* leaves(value: unknown, path: string, depth = 0): Generator<Leaf> {
  const nested = Array.isArray(value) ? value.some((it) => typeof it === "object") : typeof value === "object";
  if (!nested) {
    const text = shownValue(value);
    if (text !== undefined && text !== "") yield { path, value: text, depth };
    return;
  }
  for (const [key, inner] of Object.entries(value ?? {}))
    if (depth > 0 || !everywhere.has(key)) yield* leaves(inner, path === "" ? key : `${path}.${key}`, depth + 1);
}

function findings({ plan }: Planned): readonly string[] {
  const open = sortedFindings(plan).map(({ severity, rule, urn, message, fix }) => [
    severity,
    code(rule),
    code(nameIn(plan, urn)),
    plain(message),
    plain(fix),
  ]);
  const waived = plan.waived.map(({ rule, urn, reason }) => [code(rule), code(nameIn(plan, urn)), plain(reason)]);
  return [
    open.length === 0 ? "None." : table(["Severity", "Rule", "Resource", "Finding", "Fix"], open),
    ...(waived.length === 0
      ? []
      : [details(`${count(waived.length, "waived finding")}`, table(["Rule", "Resource", "Reason"], waived))]),
  ];
}

function explainedBlock(rows: readonly Explained[]): string {
  const values = rows.map((row) => [
    code(shortPath(row)),
    code(cut(explainedValue(row.value), longestSetting)),
    explainedSource(row),
  ]);
  const legend = sourceMeanings(rows).map(([source, meaning]) => `- ${source}: ${meaning}`);
  const content = `${legend.join("\n")}\n\n${table(["Path", "Value", "Source"], values)}`;
  return `## Where each value comes from\n\n${details(dotted(count(rows.length, "value")), content)}`;
}
