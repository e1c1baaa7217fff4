import { eksRegions } from "../../components/config/clusters/eksRegions";
import { oneOf } from "../../components/config/problems";
import { addonKeys, type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a password in an option that takes a secret": [
    `cluster: { cloud: existing }
addons:
  argocd:
    sso:
      issuer: https://login.example.com
      clientId: argocd
      clientSecret: hunter2-hunter2
      adminGroups: [platform]`,
    "stacks/Pulumi.test.yaml:8: kubernetes-architect:addons.argocd.sso.clientSecret: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a number in an option that takes a secret": [
    `cluster: { cloud: existing }
addons:
  prometheus:
    alertmanager:
      receivers:
        oncall: { pagerduty: { routingKey: 8237461892364 } }
      defaultReceiver: oncall`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:addons.prometheus.alertmanager.receivers.oncall.pagerduty.routingKey: found [secret]; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a password in chart values, by its name": [
    `cluster: { cloud: existing }
addons:
  prometheus:
    values:
      grafana:
        adminPassword: correct horse battery staple`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:addons.prometheus.values.grafana.adminPassword: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a password that is a number": [
    `cluster: { cloud: existing }
addons:
  prometheus: { values: { grafana: { adminPassword: 12345678 } } }`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.prometheus.values.grafana.adminPassword: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a token of GitHub, by its form": [
    `cluster: { cloud: existing }
addons:
  argocd:
    values:
      notes: [a, "the token is ghp_0123456789abcdefghijABCDEFGHIJ012345"]`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.argocd.values.notes[1]: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "an access key of AWS, by its form": [
    `cluster: { cloud: existing }
addons:
  velero:
    values: { comment: AKIAIOSFODNN7EXAMPLE }`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:addons.velero: found no object store to keep backups in; allowed: on an existing cluster, velero with kubernetes-architect:cluster.objectStore set",
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:addons.velero.values.comment: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a private key, by its form": [
    `cluster: { cloud: existing }
addons:
  argocd:
    values:
      extra: |
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAA
        -----END OPENSSH PRIVATE KEY-----`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:addons.argocd.values.extra: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a private key in base64": [
    `cluster: { cloud: existing }
addons:
  argocd:
    values: { extra: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo= }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:addons.argocd.values.extra: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a password in an address": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  repositories:
    platform: { url: "https://deploy:hunter2@git.example.com/platform.git" }`,
    "stacks/Pulumi.test.yaml:6: kubernetes-architect:gitops.repositories.platform.url: found credentials in the address; allowed: an address without them, with username and password, sshPrivateKey or githubApp beside it",
  ],
  "an object store's keys in plain text": [
    `cluster:
  cloud: existing
  objectStore:
    endpoint: https://minio.example.com
    bucket: backups
    accessKeyId: minio
    secretAccessKey: minio123`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:cluster.objectStore.accessKeyId: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
    "stacks/Pulumi.test.yaml:8: kubernetes-architect:cluster.objectStore.secretAccessKey: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
  "a token where something else belongs": [
    `cluster:
  cloud: eks
  region: eu-west-1
  name: ghp_0123456789abcdefghijABCDEFGHIJ012345`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.name: found [secret]; allowed: 1 to 100 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "what may be a token where something else belongs": [
    `cluster:
  cloud: eks
  region: eu-west-1
  name: q7Zk2nVx9LmP4sRt8WyB3cDf6GhJ1aQe`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.name: found text of 32 characters; allowed: 1 to 100 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
  "a kubeconfig as JSON where something else belongs": [
    `cluster:
  cloud: eks
  region: eu-west-1
  endpoint: '{"users":[{"user":{"token":"abc"}}]}'`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:cluster.endpoint: found text of 36 characters; allowed: a map of options",
  ],
  "a secret where none belongs": [
    `cluster:
  cloud: eks
  region: { secure: v1:abc }`,
    `stacks/Pulumi.test.yaml:4: kubernetes-architect:cluster.region: found [secret]; allowed: ${oneOf(eksRegions)}`,
  ],
  "a token as a key": [
    `cluster: { cloud: existing }
tags: { ghp_0123456789abcdefghijABCDEFGHIJ012345: "1" }`,
    "stacks/Pulumi.test.yaml:3: kubernetes-architect:tags[[secret]]: found [secret]; allowed: as a name, a tag name of 1 to 63 lower-case letters, digits, '-' or '_', starting with a letter",
  ],
  "a secret under a misspelt name": [
    `cluster: { cloud: existing }
addons:
  argocd:
    sso:
      issuer: https://login.example.com
      clientId: argocd
      clientSecrt: hunter2-hunter2
      adminGroups: [platform]`,
    `stacks/Pulumi.test.yaml:8: kubernetes-architect:addons.argocd.sso.clientSecrt: found an unknown key; allowed: one of ${addonKeys("argocd", "sso")}; did you mean clientSecret?`,
    "stacks/Pulumi.test.yaml:8: kubernetes-architect:addons.argocd.sso.clientSecrt: found a secret in plain text; allowed: an encrypted value (secure: …), set with `pulumi config set --secret --path`",
  ],
};

describe("the config of secrets", () => refusesEach(cases));
