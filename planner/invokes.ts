import { computed, type OutputShape } from "./outputs/shape";

/**
 * Questions to a provider that a plan may answer with references: they read something of a resource that the program
 * itself makes. By invoke token, the shape of the answer. Source: the SDK's result types.
 */
const answers: Readonly<Record<string, { readonly [key: string]: OutputShape }>> = {
  "azure-native:containerservice:listManagedClusterUserCredentials": {
    kubeconfigs: [{ name: "text", value: "secret" }],
  },
  "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": { emailAddress: "text", member: "text" },
};

/**
 * The answer to an invoke, each value a reference to the call. Only what is asked of a resource in the plan has one: a
 * question about anything else in a cloud can only be answered there.
 * @returns undefined when a plan cannot answer
 */
export function answerTo(
  token: string,
  args: Readonly<Record<string, unknown>>,
  secret: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> | undefined {
  const shape = answers[token];
  const asksOfPlan = Object.values(args).some((value) => typeof value === "string" && value.includes("${"));
  if (shape === undefined || !asksOfPlan) return undefined;
  const call = token.split(":").at(-1) ?? token;
  return Object.fromEntries(
    Object.entries(shape).map(([key, inner]) => [key, computed(inner, `${call}.${key}`, secret)]),
  );
}
