import type { AddonContext, Values } from "../addon";
import { hub } from "./controlPlane";
import type { IstioOptions } from "./options";
import { type IstioRelease, istiodName, namespaces } from "./release";
import type { ControlPlane, Revisions } from "./revisions";

/**
 * What runs on each node. There is one of each, whatever the number of control planes; it has the version of the one that
 * serves and comes after it, since neither may be newer than its control plane. Source: Istio, "Upgrade with Helm"
 * (ambient).
 */
export function nodeReleases(
  context: AddonContext,
  options: IstioOptions,
  { current, previous, serving }: Revisions,
): readonly IstioRelease[] {
  const after = [current, previous].filter((it) => it !== undefined).map(({ revision }) => istiodName(revision));
  const cni = cniRelease(context, options, serving, after);
  return options.mode === "ambient" ? [cni, ztunnelRelease(context, options, serving, [...after, cni.name])] : [cni];
}

/** Redirects pods' traffic from the node, so that no pod needs the right to change its own network. */
function cniRelease(
  context: AddonContext,
  options: IstioOptions,
  { version }: ControlPlane,
  after: readonly string[],
): IstioRelease {
  const platform = platformOf(context, options);
  const ambient = options.mode === "ambient";
  return {
    name: "istio-cni",
    chart: "istio-cni",
    version,
    namespace: namespaces.system,
    values: {
      ...(ambient ? { profile: "ambient" } : {}),
      global: {
        ...hub(context),
        variant: "distroless",
        ...(platform === undefined || platform === "gke" ? {} : { platform }),
        networkPolicy: { enabled: options.networkPolicies },
      },
      ambient: { enabled: ambient },
      ...binFolder(context, platform),
      resourceQuotas: { enabled: platform === "gke" },
      // Kubernetes 1.30 and later have a field for what was an annotation.
      useAppArmorAnnotation: false,
      resources: options.cni.resources,
    },
    after,
  };
}

/** The ambient proxy. Its control plane goes by revision: a tag's service is in no certificate of istiod's. */
function ztunnelRelease(
  context: AddonContext,
  options: IstioOptions,
  { version, revision }: ControlPlane,
  after: readonly string[],
): IstioRelease {
  return {
    name: "ztunnel",
    chart: "istio-ztunnel",
    version,
    namespace: namespaces.system,
    values: {
      ...hub(context),
      revision,
      istioNamespace: namespaces.system,
      global: { networkPolicy: { enabled: options.networkPolicies } },
      multiCluster: { clusterName: context.clusterName },
      resourceQuotas: { enabled: platformOf(context, options) === "gke" },
      resources: options.ztunnel.resources,
    },
    after,
  };
}

// The chart's platform gke stands for this folder and the quotas. It is not used, since it empties cniBinDir whatever one
// sets and then guesses the folder from the API server's version. Source: files/profile-platform-gke.yaml and
// templates/daemonset.yaml of the chart 1.30.3.
function binFolder(context: AddonContext, platform: string | undefined): Values {
  const { cniBinDir = platform === "gke" ? "/home/kubernetes/bin" : undefined } = context.facts.istioCni;
  return cniBinDir === undefined ? {} : { cniBinDir };
}

function platformOf(context: AddonContext, options: IstioOptions): string | undefined {
  return context.facts.istioCni.platform ?? options.platform;
}
