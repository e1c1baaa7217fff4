import type { OutputShapes } from "./shape";

/** Structured outputs of the types in clusters/eks. Source: the SDK's output types. */
export const eksOutputs: OutputShapes = {
  "eks:index:Cluster": {
    kubeconfigJson: "secret",
    kubeconfig: "secret",
    eksCluster: {
      name: "text",
      arn: "text",
      endpoint: "text",
      version: "text",
      certificateAuthority: { data: "text" },
      identities: [{ oidcs: [{ issuer: "text" }] }],
    },
  },
  "aws:eks/nodeGroup:NodeGroup": {
    resources: [{ autoscalingGroups: [{ name: "text" }] }],
  },
};
