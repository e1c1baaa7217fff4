import type { Style } from "./style";
import { wrap } from "./text";

type Step = readonly [what: string, how: string];

function steps(stack: string): readonly Step[] {
  return [
    ["See one platform in full", `npm run architect -- plan ${stack}`],
    ["See where each value comes from", `npm run architect -- plan ${stack} --explain`],
    [
      "Change it, with the plan following",
      `edit stacks/Pulumi.${stack}.yaml beside npm run architect -- plan ${stack} --watch`,
    ],
    ["Make one of your own", "copy a file in stacks/ to stacks/Pulumi.<name>.yaml"],
    ["Put it into a pull request", `npm run -s architect -- plan ${stack} --format markdown --out plan.md`],
    [
      "Make it real (Pulumi CLI and the cloud's credentials)",
      `pulumi login, npm run architect -- preview ${stack}, npm run architect -- up ${stack}`,
    ],
  ];
}

/** What to do after having seen the plans of all stacks. */
export function renderNext(stack: string, { paint, width }: Style): string {
  const lines = steps(stack).flatMap(([what, how], index) => [
    `${paint.dim(`${index + 1}.`)} ${what}`,
    ...wrap(how, width - 5).map((line) => `     ${paint.cyan(line)}`),
  ]);
  return [paint.bold("What to do next"), ...lines, ""].join("\n");
}
