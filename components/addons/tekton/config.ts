import type { AddonContext, ObjectSpec, Values } from "../addon";
import { type Resources, resources } from "../parts/resources";
import type { TektonOptions } from ".";
import { namespace, release } from "./names";

const controller = resources(["100m", "128Mi"], ["1", "1Gi"]);
const webhook = resources(["50m", "100Mi"], ["500m", "512Mi"]);

interface Part {
  readonly container: string;
  readonly size: Resources;
  /** True for one of which more than one may run. */
  readonly several?: true;
}

// The deployments that the operator makes, and the container of each. Sources: config/ of tektoncd/pipeline, triggers,
// dashboard and pruner; the operator's docs/AirGapImageConfiguration.md. It adds a container that it does not find.
const pipelines: Readonly<Record<string, Part>> = {
  "tekton-pipelines-controller": { container: "tekton-pipelines-controller", size: controller },
  "tekton-pipelines-webhook": { container: "webhook", size: webhook, several: true },
  "tekton-events-controller": { container: "tekton-events-controller", size: controller },
  "tekton-pipelines-remote-resolvers": { container: "controller", size: controller, several: true },
};
const triggers: Readonly<Record<string, Part>> = {
  "tekton-triggers-controller": { container: "tekton-triggers-controller", size: controller },
  "tekton-triggers-webhook": { container: "webhook", size: webhook, several: true },
  "tekton-triggers-core-interceptors": {
    container: "tekton-triggers-core-interceptors",
    size: webhook,
    several: true,
  },
};
const dashboard: Readonly<Record<string, Part>> = {
  "tekton-dashboard": { container: "tekton-dashboard", size: webhook },
};
const pruner: Readonly<Record<string, Part>> = {
  "tekton-pruner-controller": { container: "controller", size: controller },
  "tekton-pruner-webhook": { container: "webhook", size: webhook },
};

/** What the operator is to install, and how. Sources: the operator's docs/TektonConfig.md and the pages of each part. */
export function configObject(context: AddonContext, chosen: TektonOptions): ObjectSpec {
  const off = { disabled: true };
  return {
    name: "config",
    apiVersion: "operator.tekton.dev/v1alpha1",
    kind: "TektonConfig",
    // There is one, and the operator knows it by this name.
    metadata: { name: "config" },
    fields: {
      spec: {
        targetNamespace: namespace,
        profile: chosen.dashboard ? "all" : chosen.triggers ? "basic" : "lite",
        config: { priorityClassName: context.priorityClass.standard },
        // Ours are stricter.
        networkPolicy: off,
        pipeline: {
          "enable-api-fields": "stable",
          // The steps that Tekton adds to a pod pass the level restricted.
          "set-security-context": true,
          "require-git-ssh-secret-known-hosts": true,
          performance: { "disable-ha": chosen.replicas < 2, buckets: 1, replicas: chosen.replicas },
          options: { deployments: deployments(pipelines, chosen) },
        },
        trigger: chosen.triggers ? { disabled: false, options: { deployments: deployments(triggers, chosen) } } : off,
        dashboard: { readonly: true, options: { deployments: deployments(dashboard, chosen) } },
        // They keep results and signatures, in a database and with keys that somebody has to look after.
        result: { ...off, is_external_db: false },
        chain: off,
        pruner: off,
        tektonpruner: {
          disabled: false,
          "global-config": { enforcedConfigLevel: "namespace", historyLimit: chosen.keep },
          options: { deployments: deployments(pruner, chosen) },
        },
      },
    },
    after: [release],
  };
}

function deployments(parts: Readonly<Record<string, Part>>, { replicas }: TektonOptions): Values {
  const made = Object.entries(parts).map(([name, { container, size, several }]) => {
    const template = { spec: { containers: [{ name: container, resources: size }] } };
    return [name, { spec: { ...(several === undefined ? {} : { replicas }), template } }] as const;
  });
  return Object.fromEntries(made);
}
