/** One resource as a plan shows it. The shape is the plan's JSON form. */
export interface PlannedResource {
  readonly urn: string;
  /** Pulumi's type token, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  /** The urn of an explicit provider; null for the cloud's default one. */
  readonly provider: string | null;
  /** The SDK's inputs: secrets are `[secret]`, computed values `${name.property}`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly deletedWith: string | null;
  readonly retainOnDelete: boolean;
  /** True for a resource of a provider, false for a component that only groups. */
  readonly custom: boolean;
}

/** The type token without the component's own: the last part of a urn's qualified type. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The logical name in a urn. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
