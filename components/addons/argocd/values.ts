import type { AddonContext, Values } from "../addon";
import { mergeValues } from "../values";
import { availabilityValues } from "./availability";
import { monitoringValues } from "./monitoring";
import { notificationValues } from "./notifications";
import type { ArgocdOptions } from "./options";
import { redisValues } from "./redis";
import { repositoryTrustValues } from "./repositories";
import { serverValues } from "./server";
import { fixed, sizing } from "./sizes";
import { accessValues } from "./sso";
import { webhookValues } from "./webhooks";

/** The values of the chart argo-cd: each subject gives its part of the tree. */
export function chartValues(context: AddonContext, options: ArgocdOptions): Values {
  return [
    baseValues(context, options),
    sizeValues(options),
    availabilityValues(context, options),
    redisValues(context, options),
    serverValues(context, options),
    accessValues(context, options),
    repositoryTrustValues(context.config.gitops),
    webhookValues(options),
    notificationValues(options),
    extensionValues(context, options),
    monitoringValues(context),
  ].reduce((under, over) => mergeValues(under, over), {});
}

function baseValues(context: AddonContext, options: ArgocdOptions): Values {
  return {
    global: {
      image: { repository: context.image("quay.io/argoproj/argocd") },
      logging: { format: "json", level: options.logLevel },
      networkPolicy: { create: true, defaultDenyIngress: true },
    },
    // Kept: removing the definitions would remove every application with them.
    crds: { install: true, keep: true },
    configs: { cm: { "timeout.reconciliation": options.pollInterval } },
    // It makes manifests out of what others wrote and needs nothing of the API server.
    repoServer: { automountServiceAccountToken: false, serviceAccount: { automountServiceAccountToken: false } },
  };
}

function sizeValues({ size, repoServer, applicationSet }: ArgocdOptions): Values {
  const of = sizing[size];
  return {
    controller: { resources: of.controller },
    server: { resources: of.server },
    repoServer: { resources: of.repoServer, copyutil: { resources: fixed.copyutil } },
    applicationSet: { resources: of.applicationSet },
    configs: {
      params: {
        "controller.status.processors": of.statusProcessors,
        "controller.operation.processors": of.operationProcessors,
        "reposerver.parallelism.limit": repoServer.parallelism ?? of.parallelism,
        // Unset, it is sync, and an ApplicationSet may name a policy of its own.
        ...(applicationSet.policy === "sync" ? {} : { "applicationsetcontroller.policy": applicationSet.policy }),
        "applicationsetcontroller.enable.progressive.syncs": applicationSet.progressiveSyncs,
      },
    },
  };
}

function extensionValues(context: AddonContext, { extensions }: ArgocdOptions): Values {
  const extensionList = Object.entries(extensions).map(([name, { url, checksumUrl }]) => ({
    name,
    env: [
      { name: "EXTENSION_URL", value: url },
      { name: "EXTENSION_CHECKSUM_URL", value: checksumUrl },
    ],
  }));
  if (extensionList.length === 0) return {};
  const image = { repository: context.image("quay.io/argoprojlabs/argocd-extension-installer") };
  return { server: { extensions: { enabled: true, image, resources: fixed.extension, extensionList } } };
}
