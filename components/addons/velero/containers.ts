// What each container of Velero asks for, may use and may do. Where Velero's own defaults say nothing (node agents,
// data movers, maintenance) they would take as much of a node as they like.

/** The server keeps the objects that it backs up in memory. Velero's own install limits it to 512Mi. */
export const serverResources = {
  requests: { cpu: "250m", memory: "256Mi" },
  limits: { cpu: "1", memory: "1Gi" },
};

export const nodeAgentResources = {
  requests: { cpu: "50m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "512Mi" },
};

/** An init container copies one binary, the upgrade job applies a dozen definitions. */
export const shortJobResources = {
  requests: { cpu: "50m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
};

/** Of the pods that Velero starts itself, as its config maps write them. */
export const dataMoverResources = {
  cpuRequest: "100m",
  cpuLimit: "2",
  memoryRequest: "512Mi",
  memoryLimit: "2Gi",
};

export const maintenanceResources = {
  cpuRequest: "100m",
  cpuLimit: "1",
  memoryRequest: "256Mi",
  memoryLimit: "2Gi",
};

const nonRoot = 65532;

/** The group owns the token of workload identity, so that the server can read it. */
export const podSecurityContext = {
  runAsNonRoot: true,
  runAsUser: nonRoot,
  runAsGroup: nonRoot,
  fsGroup: nonRoot,
  seccompProfile: { type: "RuntimeDefault" },
};

export const containerSecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/** A node agent reads other users' files: it is root, and no more than that. */
export const nodeAgentPodSecurityContext = { runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } };
export const nodeAgentSecurityContext = { allowPrivilegeEscalation: false };
