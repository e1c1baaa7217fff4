import type { AddonContext, ObjectSpec, Values } from "../addon";
import { baselineCapabilities } from "../parts/security";
import { podsToMatch } from "./exempt";
import { release } from "./names";
import type { GatekeeperOptions } from "./options";
import { type PolicyKind, rego } from "./rego";

/** A policy: its template's kind, and what its constraint is told. */
interface Policy {
  readonly option: keyof GatekeeperOptions["policies"];
  readonly kind: PolicyKind;
  /** Lists of text, by name; undefined where there is nothing to hold pods to. */
  parameters(
    context: AddonContext,
    options: GatekeeperOptions,
  ): Readonly<Record<string, readonly string[]>> | undefined;
}

const policies: readonly Policy[] = [
  { option: "privileged", kind: "ArchitectPrivileged", parameters: () => ({ capabilities: baselineCapabilities }) },
  { option: "hostPath", kind: "ArchitectHostPath", parameters: () => ({}) },
  {
    option: "resources",
    kind: "ArchitectResources",
    parameters: () => ({ requests: ["cpu", "memory"], limits: ["cpu", "memory"] }),
  },
  { option: "registries", kind: "ArchitectRegistries", parameters: allowedRegistries },
];

// With a slash at the end, so that registry.example.com does not let registry.example.com.elsewhere.org in.
function allowedRegistries({ config }: AddonContext, { registries }: GatekeeperOptions) {
  const { images } = config.mirror;
  const allowed = registries.length > 0 ? registries : images === undefined ? [] : [images];
  return allowed.length === 0 ? undefined : { registries: allowed.map((registry) => `${registry}/`) };
}

function template(kind: PolicyKind, parameters: Readonly<Record<string, readonly string[]>>): ObjectSpec {
  const lists = Object.keys(parameters).map((name) => [name, { type: "array", items: { type: "string" } }] as const);
  const openAPIV3Schema = { type: "object", properties: Object.fromEntries(lists) };
  return {
    name: `template-${kind.toLowerCase()}`,
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    // Gatekeeper wants the kind in lower case.
    metadata: { name: kind.toLowerCase() },
    fields: {
      spec: {
        crd: { spec: { names: { kind }, validation: { openAPIV3Schema } } },
        targets: [{ target: "admission.k8s.gatekeeper.sh", rego: rego[kind] }],
      },
    },
    after: [release],
  };
}

function constraint(kind: PolicyKind, enforcementAction: string, match: Values, parameters: Values): ObjectSpec {
  const name = kind.replace("Architect", "").toLowerCase();
  return {
    name: `constraint-${name}`,
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind,
    metadata: { name },
    fields: { spec: { enforcementAction, match, parameters } },
    // Gatekeeper makes the definition of the kind of the template; the provider tries again until it is there.
    after: [`template-${kind.toLowerCase()}`],
  };
}

/** A template and a constraint for each policy that is on. */
export function policyObjects(context: AddonContext, options: GatekeeperOptions): readonly ObjectSpec[] {
  return policies.flatMap(({ option, kind, parameters }) => {
    const mode = options.policies[option];
    const told = parameters(context, options);
    if (mode === "off" || told === undefined) return [];
    return [template(kind, told), constraint(kind, mode, podsToMatch(context, options), told)];
  });
}
