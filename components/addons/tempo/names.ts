import type { AddonContext } from "../addon";

/** The namespace, the release and the service account that the grant is for. */
export const name = "tempo";
export const namespace = "tempo";

/** The uid of the data source in Grafana. */
export const sourceUid = "tempo";

/** The service by which the pods find each other: all of them, ready or not. The chart's stateful set goes by this name. */
export const members = "tempo-headless";

/** Where traces are asked for. */
export const httpPort = 3200;

/** Where they are sent to, by gRPC and by HTTP. */
export const otlpPorts = { grpc: 4317, http: 4318 } as const;

/** Where traces are asked for, inside the cluster. */
export const queryAddress = `http://${name}.${namespace}.svc:${httpPort}`;

/** Where traces are sent to by gRPC, as another add-on sees it; undefined when Tempo is off. */
export function tempoOf(context: AddonContext): string | undefined {
  return context.on(name) ? `${name}.${namespace}.svc:${otlpPorts.grpc}` : undefined;
}
