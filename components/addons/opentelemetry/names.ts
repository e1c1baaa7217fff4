/** The namespace of the operator and of the collectors. */
export const namespace = "opentelemetry";

/** The operator's release, which the chart's objects start with. */
export const operator = "opentelemetry-operator";

/** The collectors' custom resource. The operator makes a deployment and a service of it, `otel-collector`. */
export const collector = "otel";

/** The collectors' service and service account. Source: opentelemetry-operator, internal/naming. */
export const collectorService = `${collector}-collector`;

/** Where everything is sent to, by gRPC and by HTTP. */
export const otlpPorts = { grpc: 4317, http: 4318 } as const;

/** Where the API server calls the operator's webhooks. */
export const webhookPort = 9443;

/** What the collectors' own metrics are at. */
export const metricsPort = 8888;
