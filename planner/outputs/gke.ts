import type { OutputShapes } from "./shape";

/** Structured outputs of the types in clusters/gke. Source: the SDK's output types. */
export const gkeOutputs: OutputShapes = {
  "gcp:container/cluster:Cluster": {
    masterAuth: { clusterCaCertificate: "text" },
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint: "text" } },
  },
};
