import { catalog } from "../components/addons/catalog";
import { stackFileSchema } from "../components/config/jsonSchema";
import { referencePages } from "./reference";
import { faultsPage } from "./reference/faults";

/** Every generated file of the project, by its path from the root. */
export function generated(): Readonly<Record<string, string>> {
  return {
    "stacks/schema.json": `${JSON.stringify(stackFileSchema(catalog), null, 2)}\n`,
    ...referencePages(),
    "docs/faults.md": faultsPage(),
  };
}
