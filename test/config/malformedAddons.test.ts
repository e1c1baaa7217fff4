import { addonKeys, addonNames, type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a misspelt add-on": [
    `cluster: { cloud: existing }
addons: { prometeus: {} }`,
    `stacks/Pulumi.test.yaml:3: kubernetes-architect:addons.prometeus: found an unknown key; allowed: one of ${addonNames}; did you mean prometheus?`,
  ],
  "an add-on that is not in the catalogue": [
    `cluster: { cloud: existing }
addons:
  openwhisk: {}`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.openwhisk: found an unknown key; allowed: one of ${addonNames}`,
  ],
  "an add-on that is only switched on": [
    `cluster: { cloud: existing }
addons:
  argocd: true`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.argocd: found true; allowed: a map of options, {} for the defaults, false to keep it off",
  ],
  "an add-on that is text": [
    `cluster: { cloud: existing }
addons: { istio: ambient }`,
    'stacks/Pulumi.test.yaml:3: kubernetes-architect:addons.istio: found "ambient"; allowed: a map of options, {} for the defaults, false to keep it off',
  ],
  "an add-on that is a list": [
    `cluster: { cloud: existing }
addons:
  istio:
    - mode: ambient`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.istio: found a list; allowed: a map of options, {} for the defaults, false to keep it off",
  ],
  "add-ons as a list": [
    `cluster: { cloud: existing }
addons: [argocd, istio]`,
    "stacks/Pulumi.test.yaml:3: kubernetes-architect:addons: found a list; allowed: a map of add-ons, such as argocd: {}",
  ],
  "an add-on with a switch": [
    `cluster: { cloud: existing }
addons:
  argocd: { enabled: true }`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.argocd.enabled: found an unknown key; allowed: one of ${addonKeys("argocd")}`,
  ],
  "a misspelt option of an add-on": [
    `cluster: { cloud: existing }
addons:
  prometheus:
    retenton: 30d`,
    `stacks/Pulumi.test.yaml:5: kubernetes-architect:addons.prometheus.retenton: found an unknown key; allowed: one of ${addonKeys("prometheus")}; did you mean retention?`,
  ],
  "a misspelt option deep in an add-on": [
    `cluster: { cloud: existing }
addons:
  istio:
    gateway:
      exposre: internet`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.istio.gateway.exposre: found an unknown key; allowed: one of enabled, exposure, annotations, allowedCidrs, preserveClientAddress, minReplicas, maxReplicas or resources; did you mean exposure?",
  ],
  "a misspelt value of an add-on": [
    `cluster: { cloud: existing }
addons:
  istio: { mode: sidcar }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.istio.mode: found "sidcar"; allowed: ambient or sidecar; did you mean sidecar?',
  ],
  "a duration in words": [
    `cluster: { cloud: existing }
addons:
  prometheus: { retention: 30 days }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.prometheus.retention: found "30 days"; allowed: a duration, larger units first, such as 15d, 720h, 90m or 1h30m',
  ],
  "a duration without a unit": [
    `cluster: { cloud: existing }
addons:
  prometheus: { retention: 30 }`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.prometheus.retention: found 30; allowed: a duration, larger units first, such as 15d, 720h, 90m or 1h30m",
  ],
  "a duration of nothing": [
    `cluster: { cloud: existing }
addons:
  prometheus: { retention: 0d }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.prometheus.retention: found "0d"; allowed: a duration, larger units first, such as 15d, 720h, 90m or 1h30m',
  ],
  "a schedule of six fields": [
    `cluster: { cloud: eks, region: eu-west-1 }
addons:
  velero:
    schedules:
      nightly: { cron: "0 0 3 * * *" }`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.velero.schedules.nightly.cron: found "0 0 3 * * *"; allowed: a cron schedule of five fields, such as 0 3 * * *',
  ],
  "a schedule at an hour that there is not": [
    `cluster: { cloud: eks, region: eu-west-1 }
addons:
  velero:
    schedules:
      nightly: { cron: "0 25 * * *" }`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.velero.schedules.nightly.cron: found "0 25 * * *"; allowed: a cron schedule of five fields, such as 0 3 * * *',
  ],
  "a schedule in words": [
    `cluster: { cloud: eks, region: eu-west-1 }
addons:
  velero:
    schedules:
      nightly: "@daily"`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.velero.schedules.nightly: found "@daily"; allowed: a map of options with cron',
  ],
  "a quantity with a space": [
    `cluster: { cloud: existing }
addons:
  prometheus: { storage: { size: 50 GB } }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.prometheus.storage.size: found "50 GB"; allowed: a quantity such as 50Gi, 500Mi or 1Ti',
  ],
  "processor time in another unit": [
    `cluster: { cloud: existing }
addons:
  istio: { controlPlane: { resources: { requests: { cpu: 1 core } } } }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.istio.controlPlane.resources.requests.cpu: found "1 core"; allowed: processor time such as 250m or 2',
  ],
  "a chart's version that is a range": [
    `cluster: { cloud: existing }
addons:
  argocd: { version: ^10.0.0 }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.argocd.version: found "^10.0.0"; allowed: an exact chart version such as 12.1.0',
  ],
  "a chart's version without quotes": [
    `cluster: { cloud: existing }
addons:
  argocd: { version: 10.1 }`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.argocd.version: found 10.1; allowed: an exact chart version such as 12.1.0",
  ],
  "chart values that are text": [
    `cluster: { cloud: existing }
addons:
  argocd: { values: "server.replicas=2" }`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.argocd.values: found "server.replicas=2"; allowed: a map of values by name',
  ],
  "values under no chart of an add-on of several": [
    `cluster: { cloud: existing }
addons:
  istio:
    values:
      istoid: { a: 1 }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.istio.values.istoid: found an unknown key; allowed: the name of a chart, with its values under it: istiod, istio-base, istio-cni, istio-ztunnel or istio-gateway; did you mean istiod?",
  ],
  "fewer replicas at most than at least": [
    `cluster: { cloud: existing }
addons:
  istio:
    controlPlane: { minReplicas: 3, maxReplicas: 2 }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:addons.istio.controlPlane.maxReplicas: found 2; allowed: at least minReplicas, 3",
  ],
  "an add-on of another cloud": [
    `cluster: { cloud: existing }
addons:
  karpenter: {}`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.karpenter: found karpenter; allowed: only on eks with cluster.autoscaler: karpenter",
  ],
  "backups with nowhere to go": [
    `cluster: { cloud: existing }
addons:
  velero: {}`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.velero: found no object store to keep backups in; allowed: on an existing cluster, velero with kubernetes-architect:cluster.objectStore set",
  ],
  "an issuer without its scheme": [
    `cluster: { cloud: existing }
addons:
  argocd:
    sso: { issuer: login.example.com, clientId: argocd, adminGroups: [platform] }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:addons.argocd.sso.issuer: found "login.example.com"; allowed: an address that starts with https://',
  ],
  "an alert for a receiver that is not there": [
    `cluster: { cloud: existing }
addons:
  prometheus:
    alertmanager:
      receivers:
        oncall: { slack: { webhookUrl: { secure: v1:x }, channel: "#ops" } }
      defaultReceiver: on-call`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:addons.prometheus.alertmanager.defaultReceiver: found "on-call"; allowed: oncall; did you mean oncall?',
  ],
  "an add-on that is only for other clouds, beside one that is misspelt": [
    `cluster: { cloud: aks, region: westeurope, access: { admins: [6f1c2a54-3b0e-4a58-9d0b-2c7a1f6e8d11] } }
addons:
  karpenter: {}
  argcd: {}`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.karpenter: found karpenter; allowed: only on eks with cluster.autoscaler: karpenter",
    `stacks/Pulumi.test.yaml:5: kubernetes-architect:addons.argcd: found an unknown key; allowed: one of ${addonNames}; did you mean argocd?`,
  ],
};

describe("the config of add-ons", () => refusesEach(cases));
