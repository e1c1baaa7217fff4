import type { Explained } from "../explain";
import type { Plan } from "../plan";
import type { PlannedResource } from "../resource";
import { canonical } from "./order";

/** A plan as its JSON form has it: fields in the documented order, the keys of inputs and outputs in the alphabet's. */
export function planObject(plan: Plan, explained?: readonly Explained[]): Record<string, unknown> {
  return {
    project: plan.project,
    stack: plan.stack,
    cloud: plan.cloud,
    profile: plan.profile,
    kubernetesVersion: plan.kubernetesVersion,
    resources: plan.resources.map(resourceObject),
    outputs: canonical(plan.outputs),
    findings: plan.findings,
    waived: plan.waived,
    cost: plan.cost,
    ...(plan.rendered === undefined ? {} : { rendered: plan.rendered.map(renderedObject) }),
    ...(explained === undefined ? {} : { explained: explained.map(explainedObject) }),
  };
}

function resourceObject(resource: PlannedResource): Record<string, unknown> {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent,
    provider: resource.provider,
    inputs: canonical(resource.inputs),
    dependsOn: resource.dependsOn,
    protect: resource.protect,
    deletedWith: resource.deletedWith,
    retainOnDelete: resource.retainOnDelete,
    custom: resource.custom,
  };
}

function renderedObject({ urn, parent, inputs }: PlannedResource): Record<string, unknown> {
  return { urn, release: parent, object: canonical(inputs) };
}

function explainedObject({ path, value, source, line }: Explained): Record<string, unknown> {
  return { path, value: canonical(value), source, ...(line === undefined ? {} : { line }) };
}

/** One plan as one object, several as a list; ends in a line break. */
export function renderJson(plans: readonly Record<string, unknown>[], asList: boolean): string {
  return `${JSON.stringify(asList ? plans : plans[0], null, 2)}\n`;
}
