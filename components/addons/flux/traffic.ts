import type { GitopsConfig } from "../../config/gitops";
import type { AddonContext, ObjectSpec } from "../addon";
import { networkPolicies, type Way } from "../parts/traffic";
import { namespace, podsOf } from "./names";
import type { FluxOptions } from "./options";

/** The port of an address: the one that it names, or its scheme's. */
function portOf(address: string): number {
  const [, scheme = "", port] = /^([a-z]+):\/\/[^/]*?(?::(\d+))?(?:\/|$)/.exec(address) ?? [];
  return port === undefined ? (scheme === "ssh" ? 22 : 443) : Number(port);
}

// 443 is open to all.
function unusual(addresses: readonly string[]): readonly number[] {
  return [...new Set(addresses.map(portOf))].filter((port) => port !== 443).sort((a, b) => a - b);
}

function way(name: string, controller: string, ports: readonly number[]): readonly Way[] {
  return ports.length === 0 ? [] : [{ name, pods: podsOf(controller), ports, to: "anywhere" }];
}

/** Flux's traffic: nobody calls it but Prometheus, and what fetches may reach the repositories' own ports. */
export function trafficObjects(
  context: AddonContext,
  options: FluxOptions,
  gitops: GitopsConfig | undefined,
): readonly ObjectSpec[] {
  const repositories = unusual(Object.values(gitops?.repositories ?? {}).map(({ url }) => url));
  const webhooks = unusual(Object.values(options.notifications.webhooks).map(({ url }) => url));
  return networkPolicies(context, {
    namespace,
    ingress: [{ name: "metrics", ports: ["http-prom"], from: "prometheus" }],
    egress: [
      ...way("repositories", "source-controller", repositories),
      ...(options.imageAutomation ? way("repositories-to-write", "image-automation-controller", repositories) : []),
      ...way("webhooks", "notification-controller", webhooks),
    ],
  });
}
