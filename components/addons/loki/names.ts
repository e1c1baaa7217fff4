import type { AddonContext } from "../addon";
import type { LokiOptions } from "./options";

/** The namespace of Loki itself. */
export const namespace = "loki";

/** The collectors read the nodes' files, so they live apart and Loki's own namespace stays restricted. */
export const collectorNamespace = "loki-collector";

/** The release's name, which the chart's objects start with, and the service account that the grant is for. */
export const name = "loki";

/** The uid of the data source in Grafana. */
export const sourceUid = "loki";

/** Where Loki answers over HTTP. */
export const httpPort = 3100;

const service = (of: string) => `http://${of}.${namespace}.svc:${httpPort}`;

/** Where logs are sent to and where they are asked for. One pod does both; else each has a service of its own. */
export function addresses({ size }: Pick<LokiOptions, "size">): { readonly push: string; readonly query: string } {
  if (size === "single") return { push: service(name), query: service(name) };
  return { push: service(`${name}-distributor`), query: service(`${name}-query-frontend`) };
}

/** The addresses as another add-on sees them; undefined when Loki is off. */
export function lokiOf(context: AddonContext): ReturnType<typeof addresses> | undefined {
  const options = context.optionsOf("loki");
  return options === undefined ? undefined : addresses(options as Pick<LokiOptions, "size">);
}
