import type { AddonContext, ObjectSpec } from "../addon";
import { disruptionBudget } from "../parts/availability";
import { networkPolicies, type Way } from "../parts/traffic";
import { servesTls } from "./modes";
import { apiPort, certificateSecret, injectorPods, namespace, release, serverPods } from "./names";
import type { VaultOptions } from "./options";
import { transitObjects } from "./transit";
import { injectorPort } from "./values";

/** Every name that a server is called by: as a service, as itself, and from beside it. */
function serverNames(): readonly string[] {
  const domains = ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`];
  const services = [release, `${release}-active`, `${release}-standby`, `*.${release}-internal`];
  return ["localhost", ...services.flatMap((service) => domains.map((domain) => `${service}${domain}`))];
}

// A new key at each renewal; the servers read it when it comes.
function certificate({ tls: { issuer } }: VaultOptions): ObjectSpec {
  return {
    name: "certificate",
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: certificateSecret, namespace },
    fields: {
      spec: {
        secretName: certificateSecret,
        dnsNames: serverNames(),
        ipAddresses: ["127.0.0.1"],
        duration: "2160h",
        renewBefore: "720h",
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { group: "cert-manager.io", kind: issuer.kind, name: issuer.name },
      },
    },
  };
}

// Servers among themselves and the injector's leader go inside the namespace, which is open.
function traffic(context: AddonContext, options: VaultOptions): readonly ObjectSpec[] {
  const { clients, egressPorts, transit } = options;
  const api = { pods: serverPods, ports: [apiPort] };
  const named = transit === undefined ? "" : new URL(transit.address).port;
  const ports = [...new Set([...egressPorts, ...(named === "" ? [] : [Number(named)])])];
  const ways: readonly Way[] = ports.length === 0 ? [] : [{ name: "engines", pods: serverPods, ports, to: "anywhere" }];
  return networkPolicies(context, {
    namespace,
    ingress: [
      { name: "api", ...api, from: clients === undefined ? "anyone" : { namespaces: clients } },
      { name: "metrics", ...api, from: "prometheus" },
      ...(options.injector.enabled
        ? [{ name: "injector", pods: injectorPods, ports: [injectorPort], from: "anyone" as const }]
        : []),
    ],
    egress: ways,
  });
}

/** What stands beside the release and comes before it. */
export function objectsBefore(context: AddonContext, options: VaultOptions): readonly ObjectSpec[] {
  const isIssued = servesTls(options, context.config) && options.tls.secretName === undefined;
  return [
    ...traffic(context, options),
    ...disruptionBudget(release, namespace, serverPods, options.replicas),
    ...(isIssued ? [certificate(options)] : []),
    ...transitObjects(options),
  ];
}
