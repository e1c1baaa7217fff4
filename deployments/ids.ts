function text(value: unknown, ...path: readonly string[]): string | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === "string" && value !== "" ? value : undefined;
  return text(
    value !== null && typeof value === "object" ? (value as Record<string, unknown>)[key] : undefined,
    ...rest,
  );
}

type Inputs = Readonly<Record<string, unknown>>;

function joined(separator: string, ...parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join(separator) : undefined;
}

function objectId(inputs: Inputs): string | undefined {
  const name = text(inputs, "metadata", "name");
  const namespace = text(inputs, "metadata", "namespace");
  return namespace === undefined ? name : joined("/", namespace, name);
}

/**
 * The id that a resource has once it is there, where its inputs alone say it. Source: "Import" in the SDK's documentation
 * of each type. Left out are types whose ids the cloud makes up.
 */
const ids: readonly (readonly [type: RegExp, id: (inputs: Inputs) => string | undefined])[] = [
  [/^kubernetes:helm\.sh\/v3:Release$/, (inputs) => joined("/", text(inputs, "namespace"), text(inputs, "name"))],
  [/^kubernetes:/, objectId],
  [/^aws:eks\/cluster:Cluster$/, (inputs) => text(inputs, "name")],
  [
    /^aws:eks\/nodeGroup:NodeGroup$/,
    (inputs) => joined(":", text(inputs, "clusterName"), text(inputs, "nodeGroupName")),
  ],
  [/^aws:eks\/addon:Addon$/, (inputs) => joined(":", text(inputs, "clusterName"), text(inputs, "addonName"))],
  [/^aws:eks\/accessEntry:/, (inputs) => joined(":", text(inputs, "clusterName"), text(inputs, "principalArn"))],
  [/^aws:iam\/role:Role$/, (inputs) => text(inputs, "name")],
  [/^aws:iam\/rolePolicy:/, (inputs) => joined(":", text(inputs, "role"), text(inputs, "name"))],
  [/^aws:iam\/rolePolicyAttachment:/, (inputs) => joined("/", text(inputs, "role"), text(inputs, "policyArn"))],
  [/^aws:(kms\/alias:Alias|cloudwatch\/(logGroup:LogGroup|eventRule:EventRule))$/, (inputs) => text(inputs, "name")],
  [/^aws:s3\/bucket[A-Za-z]*:/, (inputs) => text(inputs, "bucket")],
];

/** The id of a resource by its type and inputs; undefined where only the cloud can say it. */
export function idOf(type: string, inputs: Inputs): string | undefined {
  return ids.find(([pattern]) => pattern.test(type))?.[1](inputs);
}
