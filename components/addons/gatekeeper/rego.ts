/**
 * What every policy starts with: the containers of a pod that are new. On an update that is a container whose image has
 * changed and a debugging container that was added, since nothing else of a container changes; whatever ran before a policy
 * came may go on, so that its labels and finalizers can still be changed.
 */
const common = `
kinds := ["containers", "initContainers", "ephemeralContainers"]

existed(container) {
  kind := kinds[_]
  old := input.review.oldObject.spec[kind][_]
  old.name == container.name
  old.image == container.image
}

added[container] {
  kind := kinds[_]
  container := input.review.object.spec[kind][_]
  not existed(container)
}

is_new {
  not input.review.oldObject.spec
}
`;

/** No container that is the node's own root, and no pod in the node's namespaces. */
const privileged = `
violation[{"msg": msg}] {
  container := added[_]
  container.securityContext.privileged == true
  msg := sprintf("container %v is privileged", [container.name])
}

violation[{"msg": msg}] {
  container := added[_]
  capability := container.securityContext.capabilities.add[_]
  not allowed_capability(capability)
  msg := sprintf("container %v asks for the capability %v", [container.name, capability])
}

violation[{"msg": msg}] {
  is_new
  field := ["hostNetwork", "hostPID", "hostIPC"][_]
  input.review.object.spec[field] == true
  msg := sprintf("the pod has %v", [field])
}

violation[{"msg": msg}] {
  container := added[_]
  port := container.ports[_].hostPort
  port > 0
  msg := sprintf("container %v takes port %v of its node", [container.name, port])
}

allowed_capability(capability) {
  capability == input.parameters.capabilities[_]
}
`;

/** No folder of a node. */
const hostPath = `
violation[{"msg": msg}] {
  is_new
  volume := input.review.object.spec.volumes[_]
  volume.hostPath
  msg := sprintf("volume %v is a folder of the node", [volume.name])
}
`;

/** Requests and limits; a debugging container has none by its nature. */
const resources = `
violation[{"msg": msg}] {
  is_new
  kind := ["containers", "initContainers"][_]
  container := input.review.object.spec[kind][_]
  part := ["requests", "limits"][_]
  resource := input.parameters[part][_]
  not has(container, part, resource)
  msg := sprintf("container %v has no %v in its %v", [container.name, resource, part])
}

has(container, part, resource) {
  container.resources[part][resource]
}
`;

/** Images of certain registries only. */
const registries = `
violation[{"msg": msg}] {
  container := added[_]
  not allowed(container.image)
  msg := sprintf("image %v is of none of the registries %v", [container.image, input.parameters.registries])
}

allowed(image) {
  startswith(image, input.parameters.registries[_])
}
`;

/** Each policy's code, by the kind of its constraint. */
export const rego = {
  ArchitectPrivileged: `package privileged\n${common}${privileged}`,
  ArchitectHostPath: `package hostpath\n${common}${hostPath}`,
  ArchitectResources: `package resources\n${common}${resources}`,
  ArchitectRegistries: `package registries\n${common}${registries}`,
} as const;

export type PolicyKind = keyof typeof rego;
