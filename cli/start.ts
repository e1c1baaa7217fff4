import { render } from "../planner/render";
import { styleFor } from "../planner/render/style";
import { planStacks } from "../planner/several";
import { findProject } from "../planner/stacks";
import { report, tolerateClosedPipe } from "./report";

// `npm start`: every stack's plan side by side, and what to do next.
async function main(): Promise<void> {
  const style = styleFor(process.stdout, process.env, true);
  const project = findProject(__dirname);
  const { planned, errors } = await planStacks(project, project.stacks);
  const title = style.paint.bold("kubernetes-architect");
  const from = `${project.stacks.length} example stacks, planned from stacks/ without credentials or network`;
  process.stdout.write(`${title}  ${from}\n\n`);
  const options = { format: "tree", explain: false, single: false, overview: true } as const;
  process.stdout.write(await render(planned, options, style));
  for (const error of errors) report(error);
}

tolerateClosedPipe(process.stdout);
main().catch(report);
