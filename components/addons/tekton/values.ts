import type { AddonContext, Values } from "../addon";
import { apart } from "../parts/availability";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import type { TektonOptions } from ".";
import { release } from "./names";

/** The user of the operator's images, whose names Kubernetes cannot tell from root. Source: config/base/operator.yaml. */
const user = 65532;

// Each image's name ends in a hash of its place in the source. Source: the chart's templates/_helpers.tpl.
const images = {
  operator: "ghcr.io/tektoncd/operator/operator-303303c315a48490ba6517859ef65b77",
  webhook: "ghcr.io/tektoncd/operator/webhook-f2bb711aa8f0c0892856a4cbf6d9ddd8",
  webhookProxy: "ghcr.io/tektoncd/operator/proxy-webhook-f6167da7bc41b96a27c5529f850e63d1",
  pruner: "ghcr.io/tektoncd/plumbing/tkn",
} as const;

/** Values of the tekton-operator chart. Source: its values.yaml and templates. */
export function operatorValues(context: AddonContext, { replicas }: TektonOptions): Values {
  const image = (name: keyof typeof images) => ({ repository: context.image(images[name]) });
  return {
    installCRDs: true,
    operator: {
      replicas,
      image: image("operator"),
      // The one TektonConfig is ours.
      autoInstallComponents: false,
      resources: resources(["100m", "256Mi"], ["1", "1Gi"]),
      additionalEnvs: registryOverride(context),
    },
    webhook: { replicas, image: image("webhook"), resources: resources(["50m", "128Mi"], ["500m", "512Mi"]) },
    webhookProxy: { image: image("webhookProxy") },
    pruner: { image: image("pruner") },
    podSecurityContext: { ...restrictedPod, runAsUser: user, runAsGroup: user },
    securityContext: restrictedContainer,
    affinity: replicas > 1 ? apart({ "app.kubernetes.io/instance": release }) : {},
  };
}

/**
 * Has the operator take every image that it installs from the mirror: it puts the mirror in place of each registry.
 * Source: the operator's docs/AirGapImageConfiguration.md.
 */
function registryOverride(context: AddonContext): readonly Values[] {
  const { images: mirror } = context.config.mirror;
  return mirror === undefined ? [] : [{ name: "TEKTON_REGISTRY_OVERRIDE", value: mirror }];
}
