import type { SimulatedCloud } from "../../cloud";
import { allValues } from "../../inputs";
import type { ModelContext, Properties, Reference, TypeModel } from "../../model";
import { hex, text } from "../fields";

export const account = "481516234200";

/** EC2's ids: a prefix and 17 hexadecimal digits. */
export const ec2Id =
  (prefix: string) =>
  (_inputs: Properties, { serial }: ModelContext): string =>
    `${prefix}-0${hex(serial, 16)}`;

export function regionOf({ config }: Pick<ModelContext, "config">): string {
  return text(config, "region") || "us-east-1";
}

/** An ARN of a service; IAM's and S3's name no region, S3's no account. */
export const arn =
  (service: string, path: (id: string, inputs: Properties) => string) =>
  (inputs: Properties, id: string, context: ModelContext) => {
    const region = service === "iam" || service === "s3" ? "" : regionOf(context);
    return { arn: `arn:aws:${service}:${region}:${service === "s3" ? "" : account}:${path(id, inputs)}` };
  };

// IAM and KMS do not ask who still uses a role or a key.
export const role: Reference = { type: "aws:iam/role:Role", output: "arn", onDelete: "ignore" };
export const key: Reference = { type: "aws:kms/key:Key", output: "arn", onDelete: "ignore" };

/** An EC2 resource with an ARN of its kind. */
export function ec2(prefix: string, kind: string, more: Partial<TypeModel> = {}): TypeModel {
  return {
    id: ec2Id(prefix),
    ...more,
    outputs: (inputs, id, context) => ({
      ...arn("ec2", () => `${kind}/${id}`)(inputs, id, context),
      ...more.outputs?.(inputs, id, context),
    }),
  };
}

/** One sentence when a policy is no JSON, or lets in roles of the account that do not exist. */
export function badPolicy(policy: string, cloud: SimulatedCloud): readonly string[] {
  const parsed = parse(policy);
  if (parsed === undefined) return ["MalformedPolicyDocument: Syntax errors in policy."];
  const roles = principalsOf(parsed).flatMap(
    (who) => new RegExp(`^arn:aws:iam::${account}:role/(?!aws-service-role/)(.+)$`).exec(who)?.[1] ?? [],
  );
  const missing = roles.find((name) => cloud.find("aws:iam/role:Role", name.split("/").at(-1) ?? "") === undefined);
  return missing === undefined
    ? []
    : [`MalformedPolicyDocumentException: Invalid principal in policy: "AWS": role ${missing}`];
}

function parse(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return undefined;
  }
}

function principalsOf(policy: unknown): readonly string[] {
  const statements = [(policy as { Statement?: unknown } | null)?.Statement ?? []].flat() as { Principal?: unknown }[];
  return statements.flatMap(({ Principal }) => allValues(Principal)).filter((who) => typeof who === "string");
}
