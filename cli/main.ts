import { readStackFile } from "../components/config/read";
import { parseStack } from "../components/stack";
import { planStack } from "../planner/plan";

async function main(): Promise<void> {
  const stack = process.argv[3] ?? "local";
  console.log(JSON.stringify(await planStack(parseStack(readStackFile(process.cwd(), "kubernetes-architect", stack))), null, 2));
}
main();
