import type { PlannedResource } from "../planner/resource";
import { containersIn, podOf, podTypes } from "../policies/workloads/pods";

// A whole image name with a registry and a version in any text: an argument, a variable, a setting of an operator.
const named =
  /(?<![\w./:-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\/[a-z0-9._/-]*[a-z0-9](?::v?\d[\w.-]*|@sha256:[0-9a-f]{64})/g;

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}

/** An image by its whole name: one without a registry is Docker Hub's. */
export function wholeName(image: string): string {
  const [first = "", ...rest] = image.split("/");
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]/.test(first) || first === "localhost" ? image : `docker.io/${image}`;
}

/**
 * Every image that objects start, or hand on to something that starts it: those of containers, and whole image names in
 * any text, such as an operator's argument. In alphabetical order.
 */
export function imagesIn(objects: readonly PlannedResource[]): readonly string[] {
  const started = objects
    .filter(({ type }) => podTypes.includes(type))
    .flatMap((object) => containersIn(podOf(object)).map(({ image }) => String(image)))
    // Istio puts its own image in place of this one.
    .filter((image) => image !== "auto");
  const handedOn = objects.flatMap(({ inputs }) => [...textsIn(inputs)].flatMap((text) => text.match(named) ?? []));
  return [...new Set([...started, ...handedOn].map(wholeName))].sort();
}
