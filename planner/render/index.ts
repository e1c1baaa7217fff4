import type { Planned } from "../several";
import type { Style } from "./style";

export const formats = ["tree", "json", "markdown"] as const;
export type Format = (typeof formats)[number];

/** What is asked of a rendering. */
export interface RenderOptions {
  readonly format: Format;
  /** With where each value comes from. */
  readonly explain: boolean;
  /** True when exactly one stack was asked for by name: JSON is then one object and not a list. */
  readonly single: boolean;
  /** True when no stack was asked for by name: a terminal then gets all of them side by side. */
  readonly overview: boolean;
}

type Render = (stacks: readonly Planned[], options: RenderOptions, style: Style) => Promise<string>;

// Each loads what it draws with, and no more.
const renderers: Readonly<Record<Format, Render>> = {
  async json(stacks, options) {
    const { planObject, renderJson } = await import("./json");
    const explain = await explainer(options);
    return renderJson(
      stacks.map((stack) => planObject(stack.plan, explain?.(stack))),
      !options.single,
    );
  },
  async markdown(stacks, options) {
    const { renderMarkdown } = await import("./markdown");
    const explain = await explainer(options);
    return stacks.map((stack) => renderMarkdown(stack, explain?.(stack))).join("\n");
  },
  async tree(stacks, options, style) {
    if (options.overview && !options.explain && stacks.every(({ plan }) => plan.rendered === undefined))
      return overview(stacks, style);
    const { renderTree } = await import("./tree");
    const { renderExplained } = await import("./explain");
    const explain = await explainer(options);
    const { renderedLines } = await import("./rendered");
    const shown = stacks.map((stack) =>
      [
        renderTree(stack, style),
        ...(stack.plan.rendered === undefined ? [] : [renderedLines(stack.plan, style)]),
        ...(explain === undefined ? [] : [renderExplained(explain(stack), style)]),
      ].join("\n"),
    );
    return shown.join("\n");
  },
};

async function explainer({ explain }: RenderOptions) {
  return explain ? (await import("../explain")).explain : undefined;
}

async function overview(stacks: readonly Planned[], style: Style): Promise<string> {
  const first = stacks.find(({ plan }) => plan.profile === "production") ?? stacks[0];
  if (first === undefined) return "";
  const { renderSideBySide } = await import("./table/sideBySide");
  const { renderNext } = await import("./next");
  return `${renderSideBySide(stacks, style)}\n${renderNext(first.plan.stack, style)}`;
}

/** Plans as text in a format. Nothing was planned: nothing is shown, but JSON's empty list. */
export async function render(stacks: readonly Planned[], options: RenderOptions, style: Style): Promise<string> {
  if (stacks.length === 0 && (options.single || options.format !== "json")) return "";
  return renderers[options.format](stacks, options, style);
}
