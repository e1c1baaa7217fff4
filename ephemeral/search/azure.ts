import { z } from "zod";
import { cloudJson } from "./cli";
import type { Found, Search } from "./index";

// Source: az resource list, az group list (Azure CLI reference).
const answer = z.array(z.object({ id: z.string(), tags: z.record(z.string(), z.string()).nullish() }));

/** What the Azure CLI answers. Its ids are the ones that Pulumi uses; the type follows from what killed runs leave by name. */
export function foundInAzure(json: unknown): readonly Found[] {
  return answer.parse(json).map(({ id, tags }) => ({ type: undefined, id, label: id, tags: tags ?? {} }));
}

/**
 * Searches a subscription that the Azure CLI is logged in to.
 * @param subscription unset, what the environment says to Pulumi's provider, or else the CLI's own
 */
export function azureSearch(subscription: string | undefined): Search {
  const chosen = subscription ?? process.env.ARM_SUBSCRIPTION_ID;
  const where = chosen === undefined || chosen === "" ? [] : ["--subscription", chosen];
  return async (tag, value) => {
    const asked = ["--tag", `${tag}=${value}`, "--output", "json", ...where];
    const answers = await Promise.all(
      ["group", "resource"].map(async (kind) => cloudJson("az", [kind, "list", ...asked])),
    );
    return answers.flatMap(foundInAzure);
  };
}
