import type { Plan } from "../plan";
import type { PlannedResource } from "../resource";
import { canonical } from "./order";
import type { Style } from "./style";
import { cut } from "./text";

const shownNames = 5;

/** What a plan has that an earlier one of the same stack had not, what it has not any more, and what differs. */
export function changesOf(before: Plan, after: Plan) {
  const earlier = new Map(before.resources.map((resource) => [resource.urn, resource]));
  const later = new Set(after.resources.map(({ urn }) => urn));
  const text = (resource: PlannedResource) => JSON.stringify(canonical(resource));
  return {
    added: after.resources.filter(({ urn }) => !earlier.has(urn)),
    removed: before.resources.filter(({ urn }) => !later.has(urn)),
    changed: after.resources.filter((resource) => {
      const old = earlier.get(resource.urn);
      return old !== undefined && text(old) !== text(resource);
    }),
  };
}

/** The difference between two plans of a stack as up to three lines; none when there is none. */
export function changeLines(before: Plan, after: Plan, { paint, width }: Style): readonly string[] {
  const { added, removed, changed } = changesOf(before, after);
  const kinds = [
    [added, "+", paint.green],
    [changed, "~", paint.yellow],
    [removed, "-", paint.red],
  ] as const;
  return kinds
    .filter(([resources]) => resources.length > 0)
    .map(([resources, sign, colour]) => {
      const names = resources.slice(0, shownNames).map(({ name }) => name);
      const more = resources.length > shownNames ? ", …" : "";
      return colour(cut(`${sign} ${resources.length}  ${names.join(", ")}${more}`, width));
    });
}
