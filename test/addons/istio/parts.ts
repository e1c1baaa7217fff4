import type { AddonContext, AddonParts } from "../../../components/addons/addon";
import { mirrored } from "../../../components/addons/context";
import { istio } from "../../../components/addons/istio";
import type { IstioRelease } from "../../../components/addons/istio/release";
import type { ClusterFacts } from "../../../components/clusters/cluster";
import type { Cloud } from "../../../components/config/clusters/common";
import { configOf } from "../../support/plan";

export const existing = { cloud: "existing", version: "1.35" };

/** What a test changes around the add-on. */
export interface Around {
  readonly cloud?: Cloud;
  readonly facts?: Partial<ClusterFacts>;
  /** Other add-ons that are on. */
  readonly on?: readonly string[];
  /** Other keys of the stack's config. */
  readonly values?: Readonly<Record<string, unknown>>;
}

const plainFacts: ClusterFacts = {
  kubernetesVersion: "1.35",
  zones: 3,
  storageClass: "standard",
  snapshotClass: undefined,
  loadBalancer: { internal: {}, internet: {} },
  credentialEndpoints: [],
  istioCni: { platform: undefined, cniBinDir: undefined },
  velero: undefined,
  hiddenControlPlane: false,
};

function refuse(): never {
  throw new Error("Istio asks its cloud for nothing");
}

/** What the add-on makes of options, on a cluster with the facts given. */
export function partsOf(options: Readonly<Record<string, unknown>>, around: Around = {}): AddonParts {
  const config = configOf({ cluster: existing, ...around.values, addons: { istio: options } });
  const context: AddonContext = {
    config,
    stack: config.stack,
    cloud: around.cloud ?? "existing",
    profile: config.cluster.profile,
    clusterName: "test",
    region: "",
    facts: { ...plainFacts, ...around.facts },
    on: (addon) => around.on?.includes(addon) ?? false,
    optionsOf: () => undefined,
    grant: refuse,
    bucket: refuse,
    key: refuse,
    priorityClass: { critical: "critical", standard: "standard" },
    image: (name) => mirrored(name, config.mirror.images),
  };
  return istio.parts(context, config.addons.istio ?? {});
}

/** One release of it. */
export function releaseOf(options: Readonly<Record<string, unknown>>, name: string, around: Around = {}): IstioRelease {
  const found = partsOf(options, around).releases.find((release) => release.name === name);
  if (found === undefined) throw new Error(`no release ${name}`);
  return found as IstioRelease;
}
