import assert from "node:assert/strict";
import type { Plan } from "../../planner/plan";
import { Clock } from "../../simulator/clock";
import { SimulatedCloud } from "../../simulator/cloud";
import type { ModelContext, Properties } from "../../simulator/model";
import { modelledTypes, modelOf } from "../../simulator/models";
import { groupOf, isKnownGroup } from "../../simulator/models/kubernetes";
import { sdkType } from "../../simulator/sdkType";
import { exampleStacks, planExample } from "../support/charts";
import { planOf } from "../support/plan";
import { variants } from "../support/variants";

async function allPlans(): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const stack of exampleStacks()) plans.push(await planExample(stack));
  for (const variant of Object.values(variants)) plans.push(await planOf(variant));
  return plans;
}

function customTypes(plans: readonly Plan[]): readonly string[] {
  const resources = plans.flatMap((plan) => plan.resources.filter(({ custom }) => custom));
  return [...new Set(resources.map(({ type }) => type))].filter((type) => !type.startsWith("pulumi:"));
}

function contextFor(serial: number): ModelContext {
  return { cloud: new SimulatedCloud(new Clock(0)), config: {}, serial, name: "one", home: "" };
}

/** Names along the path of an input that a model speaks of, as far as the SDK's class tells. */
function inputsNamed(type: string): readonly string[] {
  const { replaceOn = [], fixed = [], refs = {} } = modelOf(type);
  return [...replaceOn, ...fixed, ...Object.keys(refs)].map((path) => path.split(/[.[]/)[0] ?? path);
}

describe("the simulator's models", () => {
  let plans: readonly Plan[] = [];

  before(async () => {
    plans = await allPlans();
  });

  it("cover every type that an example stack or a variant makes", () => {
    for (const type of customTypes(plans)) assert.doesNotThrow(() => modelOf(type), type);
  });

  it("know where the definition of every custom resource comes from", () => {
    const unknown = customTypes(plans)
      .filter((type) => type.startsWith("kubernetes:"))
      .filter((type) => !isKnownGroup(groupOf(type)));
    assert.deepEqual(unknown, []);
  });

  it("are of types that the SDK has", () => {
    const unknown = modelledTypes.filter((type) => sdkType(type) === undefined);
    assert.deepEqual(unknown, []);
  });

  it("speak of inputs that the SDK's class takes", () => {
    const wrong = modelledTypes.flatMap((type) =>
      inputsNamed(type)
        .filter((key) => sdkType(type)?.inputs.has(key) === false)
        .map((key) => `${type} ${key}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("compute outputs that the SDK's class has", () => {
    const wrong = modelledTypes.flatMap((type) => {
      const known = sdkType(type);
      const names = new Set([...(known?.outputs ?? []), ...(known?.inputs ?? [])]);
      const outputs = modelOf(type).outputs?.({}, "", contextFor(7)) ?? {};
      return Object.keys(outputs)
        .filter((key) => !names.has(key))
        .map((key) => `${type} ${key}`);
    });
    assert.deepEqual(wrong, []);
  });

  it("take every input that a plan sends", () => {
    const wrong = plans.flatMap(({ resources }) =>
      resources
        .filter(({ custom, type }) => custom && modelledTypes.includes(type))
        .flatMap(({ type, inputs }) =>
          Object.keys(inputs)
            .filter((key) => sdkType(type)?.inputs.has(key) === false)
            .map((key) => `${type} ${key}`),
        ),
    );
    assert.deepEqual([...new Set(wrong)], []);
  });

  it("refer to types that are modelled too", () => {
    for (const type of modelledTypes) {
      for (const reference of Object.values(modelOf(type).refs ?? {}))
        assert.ok(modelledTypes.includes(reference.type), `${type} -> ${reference.type}`);
    }
  });

  it("give ids of their own to two resources of a type that are not the same", () => {
    const same = plans.flatMap(({ stack, resources }) => {
      const ids = resources
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
        .map(({ type, name, inputs }, serial) => {
          const context = { ...contextFor(serial), name };
          return `${stack} ${type} ${modelOf(type).id(inputs as Properties, context)}`;
        })
        // In a plan all GUIDs that are made of the same thing read the same.
        .filter((id) => !id.includes("${guid("));
      return ids.filter((id, index) => ids.indexOf(id) !== index);
    });
    assert.deepEqual([...new Set(same)], []);
  });
});
