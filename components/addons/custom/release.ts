import type { Permission } from "../../clusters/permissions";
import { clouds } from "../../config/clusters/common";
import type { Addon, AddonContext, AddonParts, Values } from "../addon";
import { networkPolicies } from "../parts/traffic";
import { mergeValues } from "../values";
import { type CustomRelease, release } from "./options";

/** The name of a release as an add-on. */
export function addonNameOf(name: string): string {
  return `custom-${name}`;
}

/**
 * A release of the user's as an add-on like any other.
 * @param own the names of all releases of the user's, which `after` may name too
 */
export function customAddon(name: string, spec: CustomRelease, own: readonly string[]): Addon {
  return {
    name: addonNameOf(name),
    summary: `${spec.chart}, a chart of your own`,
    options: release,
    profiles: {},
    chartVersion: spec.version,
    compatibility: [],
    clouds,
    charts: [],
    definitions: [],
    // It waits for all of them and not only for their definitions, since nobody knows what a chart needs of them.
    requires: spec.after.map((other) => (own.includes(other) ? addonNameOf(other) : other)),
    after: [],
    brings: undefined,
    conflicts: [],
    webhookPorts: spec.webhookPorts,
    leavesThingsBehind: spec.leavesThingsBehind,
    parts: (context) => parts(context, name, spec),
  };
}

function parts(context: AddonContext, name: string, spec: CustomRelease): AddonParts {
  const namespace = spec.namespace ?? name;
  const { chart, repository, version, timeout } = spec;
  return {
    namespaces: [{ name: namespace, podSecurity: spec.podSecurity }],
    releases: [
      {
        name,
        chart: { chart, repository, version },
        namespace,
        values: identityValues(context, namespace, spec),
        timeout,
      },
    ],
    objects: trafficObjects(context, namespace, spec),
  };
}

function trafficObjects(context: AddonContext, namespace: string, { traffic }: CustomRelease) {
  if (traffic === "open") return [];
  const peers = (from: "anyone" | "prometheus" | readonly string[]) =>
    typeof from === "string" ? from : { namespaces: from };
  return networkPolicies(context, {
    namespace,
    ingress: traffic.ingress.map(({ ports, from }, index) => ({
      name: `ingress-${index + 1}`,
      ports,
      from: peers(from),
    })),
    egress: traffic.egress.map(({ ports, to }, index) => ({
      name: `egress-${index + 1}`,
      ...(ports === undefined ? {} : { ports }),
      to: to === "anywhere" ? to : { namespaces: to },
    })),
  });
}

// Ours lie under the user's values, which the installer lays over.
function identityValues(context: AddonContext, namespace: string, { identity }: CustomRelease): Values {
  if (identity === undefined) return {};
  const { serviceAccount, annotationsAt, podLabelsAt } = identity;
  const grant = context.grant({ namespace, serviceAccount }, permissionsOf(context, identity));
  const labels = Object.keys(grant.podLabels).length === 0 ? {} : under(podLabelsAt, grant.podLabels);
  const annotations = Object.keys(grant.annotations).length === 0 ? {} : under(annotationsAt, grant.annotations);
  return mergeValues(annotations, labels);
}

function permissionsOf(context: AddonContext, identity: NonNullable<CustomRelease["identity"]>): readonly Permission[] {
  const { secrets, dnsZones, bucket, volumeSnapshots, loadBalancers } = identity;
  return [
    ...(secrets === undefined ? [] : [{ kind: "secrets.read", prefix: secrets } as const]),
    ...dnsZones.map((zone) => ({ kind: "dns.edit", zone }) as const),
    ...(bucket === undefined
      ? []
      : [{ kind: "objectStore.readWrite", bucket: context.bucket(bucket, { noncurrentDays: 30 }) } as const]),
    ...(volumeSnapshots ? [{ kind: "volumes.snapshot" } as const] : []),
    ...(loadBalancers ? [{ kind: "loadBalancers.manage" } as const] : []),
  ];
}

/** A value at a dotted path. */
function under(path: string, value: Values): Values {
  return path.split(".").reduceRight<Values>((inner, key) => ({ [key]: inner }), value);
}
