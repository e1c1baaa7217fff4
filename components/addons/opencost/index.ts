import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { opencostObjects } from "./objects";
import { type OpencostOptions, opencostOptions } from "./options";
import { apiPort, name, namespace, opencostValues, ownPrices, uiPort } from "./values";

/** What the cluster costs, by node, namespace and workload. */
export const opencost = defineAddon({
  name,
  summary: "OpenCost: what the cluster costs, by namespace and workload",
  options: opencostOptions,
  charts: ["opencost"],
  requires: ["prometheus"],
  check: opencostProblems,
  parts,
});

function opencostProblems({ prices, priceListKey }: OpencostOptions, { cluster }: Config): readonly Problem[] {
  if (priceListKey === undefined) return [];
  const problem = (found: string, allowed: string): Problem => ({ path: ["priceListKey"], found, allowed });
  return [
    ...(cluster.cloud === "gke"
      ? []
      : [problem(`a key on ${cluster.cloud}`, "only on gke: other price lists are open to all")]),
    ...(prices === undefined ? [] : [problem("a key and prices", "one of the two")]),
  ];
}

function parts(context: AddonContext, options: OpencostOptions): AddonParts {
  const asked = ownPrices(context, options) ? [] : [{ kind: "prices.read" } as const];
  const grant = context.grant({ namespace, serviceAccount: name }, asked);
  const objects = opencostObjects(context, options);
  const forward = (port: number) => `kubectl --namespace ${namespace} port-forward service/${name} ${port}`;
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    objects,
    releases: [
      {
        name,
        chart: "opencost",
        namespace,
        values: opencostValues(context, options, grant),
        after: objects.map((object) => object.name),
      },
    ],
    outputs: { api: forward(apiPort), ...(options.ui ? { ui: forward(uiPort) } : {}) },
  };
}
