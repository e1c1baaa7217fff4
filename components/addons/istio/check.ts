import type { ClusterConfig } from "../../config/clusters";
import type { Path, Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { oneOf } from "../../config/problems";
import { exposureOf } from "./gateways";
import type { IstioOptions } from "./options";
import { defaultTag, minorOf, type Revisions, revisionsOf } from "./revisions";

/** What the schema cannot say of Istio's options. */
export function check(options: IstioOptions, config: Config): readonly Problem[] {
  const { cluster } = config;
  return [
    ...sidecarOnly(options),
    ...tagProblems(options),
    ...upgradeProblems(options, revisionsOf(options)),
    ...replicaProblems(options),
    ...exposureProblems(options, cluster),
    ...clusterProblems(options, cluster),
  ];
}

function found(path: Path, value: unknown, allowed: string): Problem {
  return { path, found: JSON.stringify(value) ?? "nothing", allowed };
}

// ztunnel passes on what it does not know whatever the policy (istio/istio issue 54281), and pods have no sidecar to
// wait for.
function sidecarOnly({ mode, outboundTraffic, holdApplicationUntilProxyStarts: hold }: IstioOptions): Problem[] {
  if (mode === "sidecar") return [];
  return [
    ...(outboundTraffic === "registryOnly"
      ? [found(["outboundTraffic"], outboundTraffic, "any in ambient mode, or mode: sidecar")]
      : []),
    ...(hold === undefined
      ? []
      : [found(["holdApplicationUntilProxyStarts"], hold, "nothing in ambient mode, or mode: sidecar")]),
  ];
}

function tagProblems(options: IstioOptions): Problem[] {
  const { revisionTags: tags, previous } = options;
  const known = [defaultTag, ...tags];
  const { current, previous: leaving } = revisionsOf(options);
  const isTag = (name: string | undefined) => name !== undefined && known.includes(name);
  return [
    ...tags.flatMap((tag, index) =>
      known.indexOf(tag) === index + 1
        ? []
        : [found(["revisionTags", index], tag, "each tag once; default is always one")],
    ),
    ...(isTag(current.revision) ? [found(["revision"], current.revision, "a name that is no tag")] : []),
    ...(isTag(leaving?.revision) ? [found(["previous", "revision"], leaving?.revision, "a name that is no tag")] : []),
    ...(previous?.tags ?? []).flatMap((tag, index) =>
      known.includes(tag) ? [] : [found(["previous", "tags", index], tag, oneOf(known))],
    ),
  ];
}

/**
 * How many minors a control plane may be left behind at once. Sidecars and gateways take two with revisions (Istio,
 * "Canary Upgrades"); ztunnel and the CNI agent take one (Istio, "Upgrade with Helm" for ambient mode).
 */
const mostMinors = { sidecar: 2, ambient: 1 } as const;

function upgradeProblems(options: IstioOptions, { current, previous }: Revisions): Problem[] {
  if (previous === undefined) return [];
  const [to, from] = [minorOf(current.version), minorOf(previous.version)];
  const behind = (to.major - from.major) * 1000 + to.minor - from.minor;
  const { mode } = options;
  const most = mostMinors[mode];
  return [
    ...(previous.revision === current.revision
      ? [
          found(
            ["previous", options.previous?.revision === undefined ? "version" : "revision"],
            options.previous?.revision ?? previous.version,
            `another minor version, or a revision other than ${current.revision}, which the new one has`,
          ),
        ]
      : []),
    ...(behind < 0 || behind > most
      ? [
          found(
            ["previous", "version"],
            previous.version,
            `in ${mode} mode a version at most ${most} minor${most === 1 ? "" : "s"} before ${current.version}`,
          ),
        ]
      : []),
  ];
}

function replicaProblems(options: IstioOptions): Problem[] {
  return (["controlPlane", "gateway", "egressGateway"] as const).flatMap((name) => {
    const { minReplicas, maxReplicas } = options[name];
    return maxReplicas >= minReplicas
      ? []
      : [found([name, "maxReplicas"], maxReplicas, `at least minReplicas, ${minReplicas}`)];
  });
}

// The CNI agent and ztunnel write into folders of the node, which Autopilot lets no workload do (GKE, "Autopilot
// security capabilities").
function clusterProblems({ platform }: IstioOptions, cluster: ClusterConfig): Problem[] {
  return [
    ...(platform !== undefined && cluster.cloud !== "existing"
      ? [found(["platform"], platform, "nothing: it is known of a cluster that is made here")]
      : []),
    ...(cluster.cloud === "gke" && cluster.mode === "autopilot"
      ? [{ path: [], found: "a cluster of mode autopilot", allowed: "on GKE, cluster.mode: standard" }]
      : []),
  ];
}

function exposureProblems(options: IstioOptions, cluster: ClusterConfig): Problem[] {
  const { gateway } = options;
  if (!gateway.enabled) return [];
  // What a cloud's annotations are is its own affair; there are always some.
  const internal = cluster.cloud === "existing" ? cluster.loadBalancer.internal : { of: cluster.cloud };
  const exposure = exposureOf(options, internal);
  if (exposure === "cluster") return balancerProblems(gateway);
  const told = Object.keys(internal).length > 0 || Object.keys(gateway.annotations).length > 0;
  return exposure === "internal" && !told
    ? [
        found(
          ["gateway", "exposure"],
          exposure,
          "cluster, or internal with cluster.loadBalancer.internal saying what makes a load balancer internal",
        ),
      ]
    : [];
}

function balancerProblems({ allowedCidrs, preserveClientAddress }: IstioOptions["gateway"]): Problem[] {
  const allowed = "nothing where the gateway has no load balancer";
  return [
    ...(allowedCidrs.length > 0 ? [{ path: ["gateway", "allowedCidrs"], found: "a list", allowed }] : []),
    ...(preserveClientAddress ? [found(["gateway", "preserveClientAddress"], true, allowed)] : []),
  ];
}
