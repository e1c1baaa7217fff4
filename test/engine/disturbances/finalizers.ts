import assert from "node:assert/strict";
import type { SimulatedCloud } from "../../../simulator/cloud";

export const namespaceType = "kubernetes:core/v1:Namespace";

/** Puts something of somebody else into one of our namespaces, which waits for a controller that is not there. */
export function leaveHeld(cloud: SimulatedCloud, namespace: string) {
  const own = cloud.resources.find(({ type, id }) => type === namespaceType && id === namespace);
  assert.ok(own, `${namespace} is there`);
  const metadata = { namespace, name: "restore", finalizers: ["example.com/restore"] };
  const held = { type: "kubernetes:example.com/v1:Restore", id: `${namespace}/restore`, urn: "", home: own.home };
  cloud.put({ ...held, serial: 0, born: 0, inputs: { metadata }, outputs: {} });
  return held;
}
