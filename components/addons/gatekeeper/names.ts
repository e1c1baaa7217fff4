export const namespace = "gatekeeper-system";

export const release = "gatekeeper";

/** All of its pods. */
export const pods = { "gatekeeper.sh/system": "yes" } as const;

/** The pods that the API server calls. */
export const webhookPods = { "gatekeeper.sh/operation": "webhook" } as const;

/** The chart's controllerManager.port. */
export const webhookPort = 8443;
