import { allValues } from "../../simulator/inputs";
import type { Properties, SimulatedResource } from "../../simulator/model";
import { modelOf } from "../../simulator/models";

// What a cloud gave a resource: too long to be a word of the config.
function computedTexts({ id, inputs, outputs }: SimulatedResource): readonly string[] {
  const given = new Set(allValues(inputs));
  // Not what kind of thing it is, which Azure says of each.
  const texts = [id, ...allValues({ ...outputs, type: undefined })].filter(
    (value): value is string => typeof value === "string",
  );
  return [...new Set(texts)].filter((text) => text.length >= 12 && !given.has(text));
}

/** What names each resource and no other: not the account that all are in. */
export function namesOf(resources: readonly SimulatedResource[]): ReadonlyMap<SimulatedResource, readonly string[]> {
  const computed = resources.map((resource) => [resource, computedTexts(resource)] as const);
  const times = new Map<string, number>();
  for (const text of computed.flatMap(([, texts]) => texts)) times.set(text, (times.get(text) ?? 0) + 1);
  const own =
    ({ id }: SimulatedResource) =>
    (text: string) =>
      text === id || times.get(text) === 1;
  return new Map(computed.map(([resource, texts]) => [resource, texts.filter(own(resource))]));
}

// A UUID of version 5 is made of other names, as those of role assignments are.
const hash = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

// A name that the provider makes up ends in a random part, so that a ring of keys can be made anew beside one that stays.
function withoutSuffix({ type, inputs }: SimulatedResource): Properties {
  const { autonamed } = modelOf(type);
  const name = autonamed === undefined ? undefined : inputs[autonamed];
  if (autonamed === undefined || typeof name !== "string") return inputs;
  return { ...inputs, [autonamed]: name.replace(/-[0-9a-f]{7}$/, "-<random>") };
}

/**
 * What there is, whatever numbers the clouds gave it: the inputs of each resource by its urn, with what names another one
 * replaced by that one's urn.
 */
export function likeness(all: readonly SimulatedResource[]): ReadonlyMap<string, string> {
  // Not what clusters bring about in their cloud by themselves.
  const resources = all.filter(({ type }) => !type.startsWith("simulated:"));
  const names = [...namesOf(resources)].flatMap(([{ urn }, texts]) => texts.map((text) => [text, urn] as const));
  // A longer name may hold a shorter one, as an ARN holds an id.
  const longestFirst = names.toSorted(([a], [b]) => b.length - a.length);
  const described = (inputs: object) =>
    longestFirst.reduce((text, [name, urn]) => text.replaceAll(name, `<${urn}>`), JSON.stringify(inputs));
  return new Map(resources.map((one) => [one.urn, described(withoutSuffix(one)).replaceAll(hash, "<hash>")]));
}
