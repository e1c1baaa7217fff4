import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type ReleaseSpec } from "../addon";
import { networkPolicies } from "../parts/traffic";
import { check, controllerOf } from "./check";
import { envoyObjects, envoyProxyObject, envoyRelease, envoySpec } from "./envoy";
import { certificateObjects, gatewayObjects } from "./gateways";
import { istioParameters, istioPolicies, istioSpec } from "./istio";
import { envoyNamespace, namespace, release } from "./names";
import { type GatewayApiOptions, options, profiles } from "./options";

/** The Gateway API's resource types, what runs gateways, and the gateways that routes attach to. */
export const gatewayApi = defineAddon({
  name: "gateway-api",
  summary: "Gateway API: its resource types, and gateways run by Envoy Gateway or by Istio",
  options,
  profiles,
  charts: ["envoy-gateway"],
  definitions: ["gateway-api-crds"],
  after: ["cert-manager", "istio", "prometheus"],
  brings: [release.types],
  // Load balancers.
  leavesThingsBehind: true,
  check,
  parts,
});

function parts(context: AddonContext, chosen: GatewayApiOptions): AddonParts {
  const controller = controllerOf(chosen, context.on("istio"));
  const types = typesRelease(context);
  const typed = types.map(({ name }) => name);
  const made = gateways(context, chosen, controller).map((object) =>
    object.apiVersion === "gateway.networking.k8s.io/v1"
      ? { ...object, after: [...(object.after ?? []), ...typed] }
      : object,
  );
  if (controller !== "envoy")
    return {
      namespaces: [{ name: namespace, podSecurity: "restricted" }],
      releases: types,
      objects: [...(controller === "istio" ? istioPolicies(context) : closed(context)), ...made],
      outputs: outputs(chosen),
    };
  return {
    namespaces: [
      { name: namespace, podSecurity: "restricted" },
      { name: envoyNamespace, podSecurity: "restricted" },
    ],
    releases: [...types, envoyRelease(context, chosen)],
    objects: [...closed(context), ...envoyObjects(context), ...made],
    outputs: outputs(chosen),
  };
}

// Without Istio no pod has to be in the namespace of the gateways.
const closed = (context: AddonContext) => networkPolicies(context, { namespace, ingress: [] });

/** The types of the standard channel, where the cloud does not bring them. They stay when the add-on goes. */
function typesRelease({ facts }: AddonContext): readonly ReleaseSpec[] {
  if (facts.gatewayApi === "cloud") return [];
  return [
    {
      name: release.types,
      chart: "gateway-api-crds",
      // Not in a namespace of ours, since it is there before them.
      namespace: "kube-system",
      values: {
        standard: { enabled: true },
        experimental: { enabled: false },
        // With a type would go every object of it, those of other controllers too.
        global: { resourcePolicy: { keep: true } },
      },
      withoutPods: true,
    },
  ];
}

function gateways(
  context: AddonContext,
  chosen: GatewayApiOptions,
  controller: ReturnType<typeof controllerOf>,
): readonly ObjectSpec[] {
  return Object.entries(chosen.gateways).flatMap(([name, gateway]) => [
    ...certificateObjects(name, gateway),
    ...(controller === "istio"
      ? [
          istioParameters(context, name, gateway, chosen),
          ...gatewayObjects(name, gateway, istioSpec(context, name, gateway)),
        ]
      : [envoyProxyObject(context, name, gateway, chosen), ...gatewayObjects(name, gateway, envoySpec(name))]),
  ]);
}

function outputs({ gateways }: GatewayApiOptions): Readonly<Record<string, string>> {
  if (Object.keys(gateways).length === 0) return {};
  return {
    addresses: `kubectl get gateways --namespace ${namespace} --output custom-columns=NAME:.metadata.name,ADDRESS:.status.addresses[*].value`,
  };
}
