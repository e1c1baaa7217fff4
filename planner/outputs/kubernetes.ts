import type { OutputShapes } from "./shape";

/** Structured outputs of the objects that clusters/existing looks up. Source: the SDK's output types. */
export const kubernetesOutputs: OutputShapes = {
  "kubernetes:core/v1:Secret": {
    data: { "certificate-authority": "secret", "client-certificate": "secret", "client-key": "secret" },
  },
  "kubernetes:core/v1:Service": { status: { loadBalancer: { ingress: [{ ip: "text" }] } } },
};
