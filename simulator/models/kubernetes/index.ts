import type { TypeModel } from "../../model";
import { object } from "./objects";
import { releaseType } from "./places";
import { release } from "./release";

export { broughtModels } from "./brought";
export { definesGroup, groupOf, isKnownGroup } from "./definitions";
export { startsPods } from "./places";
export { madeByVirtual } from "./virtual";

// A type's model is always the same.
const objects = new Map<string, TypeModel>();

/** The model of a kind in a cluster, custom resources among them, or of a Helm release. */
export function kubernetesModel(type: string): TypeModel {
  if (type === releaseType) return release;
  const known = objects.get(type) ?? object(type);
  objects.set(type, known);
  return known;
}
