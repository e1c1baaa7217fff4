import type { ObjectSpec } from "../addon";
import { tracingProvider } from "./controlPlane";
import type { IstioOptions } from "./options";
import { istiodName, namespaces } from "./release";
import type { Revisions } from "./revisions";

/** The mesh-wide policies: encryption, whose requests are logged, what is traced. */
export function policyObjects(options: IstioOptions, revisions: Revisions): readonly ObjectSpec[] {
  // The control plane that validates them has to be there.
  const after = [istiodName(revisions.serving.revision)];
  return [mutualTls(options, after), ...accessLogs(options, after), ...tracing(options, after)];
}

function mutualTls({ mtls }: IstioOptions, after: readonly string[]): ObjectSpec {
  return {
    name: "mtls",
    apiVersion: "security.istio.io/v1",
    kind: "PeerAuthentication",
    // Under this name and in the root namespace it holds for the whole mesh. Source: Istio, "PeerAuthentication".
    metadata: { name: "default", namespace: namespaces.system },
    fields: { spec: { mtls: { mode: mtls === "strict" ? "STRICT" : "PERMISSIVE" } } },
    after,
  };
}

// "envoy" is the provider that every mesh has: lines to standard output. Source: Istio, "Envoy Access Logs".
function accessLogs({ accessLog, gateway, egressGateway }: IstioOptions, after: readonly string[]): ObjectSpec[] {
  if (accessLog !== "gateways") return [];
  const on = [
    ...(gateway.enabled ? (["ingress"] as const) : []),
    ...(egressGateway.enabled ? (["egress"] as const) : []),
  ];
  return on.map((which) => ({
    name: `access-log-${which}`,
    apiVersion: "telemetry.istio.io/v1",
    kind: "Telemetry",
    metadata: { name: "access-log", namespace: namespaces[which] },
    fields: { spec: { accessLogging: [{ providers: [{ name: "envoy" }] }] } },
    after,
  }));
}

function tracing(options: IstioOptions, after: readonly string[]): ObjectSpec[] {
  if (options.tracing === undefined) return [];
  const { samplingPercentage } = options.tracing;
  return [
    {
      name: "tracing",
      apiVersion: "telemetry.istio.io/v1",
      kind: "Telemetry",
      metadata: { name: "tracing", namespace: namespaces.system },
      fields: {
        spec: {
          tracing: [{ providers: [{ name: tracingProvider }], randomSamplingPercentage: samplingPercentage }],
        },
      },
      after,
    },
  ];
}
