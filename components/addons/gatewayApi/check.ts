import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { slug } from "./names";
import type { GatewayApiOptions, GatewayOptions } from "./options";

/** What runs the gateways: as told, else the mesh that is there anyway. */
export function controllerOf(
  { controller }: Pick<GatewayApiOptions, "controller">,
  istio: boolean,
): NonNullable<GatewayApiOptions["controller"]> {
  return controller ?? (istio ? "istio" : "envoy");
}

/** What the schema cannot say; paths are relative to the options. */
export function check(options: GatewayApiOptions, config: Config): readonly Problem[] {
  return [
    ...controllerProblems(options, config),
    ...Object.entries(options.gateways).flatMap(([name, gateway]) => gatewayProblems(name, gateway, config)),
  ];
}

function controllerProblems(options: GatewayApiOptions, { cluster, addons }: Config): readonly Problem[] {
  const istio = addons.istio !== undefined;
  const path = ["controller"];
  if (options.controller === "istio" && !istio)
    return [{ path, found: "istio, which is off", allowed: "istio with the add-on istio on" }];
  if (options.controller === "none" && Object.keys(options.gateways).length > 0)
    return [{ path, found: "none, with gateways", allowed: "envoy or istio, to run them" }];
  if (cluster.cloud !== "gke" || !cluster.gatewayApi || controllerOf(options, istio) !== "envoy") return [];
  const allowed = "cluster.gatewayApi: false with it, since it needs resource types of its own version";
  return [{ path, found: "Envoy Gateway on a cluster whose Gateway API is Google's", allowed }];
}

function gatewayProblems(name: string, gateway: GatewayOptions, { cluster, addons }: Config): readonly Problem[] {
  const path = ["gateways", name];
  const { hosts, issuer, secretName } = gateway;
  const slugs = hosts.map(slug);
  const twice = hosts.flatMap((host, index) =>
    slugs.indexOf(slug(host)) === index
      ? []
      : [{ path: [...path, "hosts", index], found: host, allowed: "each host once" }],
  );
  if ((issuer === undefined) === (secretName === undefined))
    return [...twice, { path, found: "issuer and secretName", allowed: "either issuer or secretName" }].map((it) =>
      issuer === undefined && it.path === path ? { ...it, found: "neither issuer nor secretName" } : it,
    );
  // On a cluster that others run, cert-manager may be theirs.
  if (issuer === undefined || addons["cert-manager"] !== undefined || cluster.cloud === "existing") return twice;
  return [
    ...twice,
    { path: [...path, "issuer"], found: "an issuer without cert-manager", allowed: "one with cert-manager on" },
  ];
}
