import { type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a repository that is not there": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  repositories:
    platform: { url: https://git.example.com/platform.git }
  applications:
    shop: { repository: platfrom }`,
    'stacks/Pulumi.test.yaml:8: kubernetes-architect:gitops.applications.shop.repository: found "platfrom"; allowed: platform; did you mean platform?',
  ],
  "a repository by a name that every object has": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  applications:
    shop: { repository: constructor }`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:gitops.applications.shop.repository: found "constructor"; allowed: the name of a repository in gitops.repositories, which has none',
  ],
  "a repository's address as scp takes it": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  repositories:
    platform: { url: "git@github.com:acme/platform.git" }`,
    'stacks/Pulumi.test.yaml:6: kubernetes-architect:gitops.repositories.platform.url: found "git@github.com:acme/platform.git"; allowed: an address that starts with https:// or ssh:// or oci://',
  ],
  "a password with ssh": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  repositories:
    platform:
      url: ssh://git@git.example.com/platform.git
      sshPrivateKey: { secure: v1:abc }
      password: { secure: v1:def }`,
    "stacks/Pulumi.test.yaml:9: kubernetes-architect:gitops.repositories.platform.password: found one with an ssh address; allowed: an sshPrivateKey, with the user in the address (ssh://git@…)",
  ],
  "one address twice": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  repositories:
    platform: { url: https://git.example.com/platform.git }
    shop: { url: https://git.example.com/platform }`,
    "stacks/Pulumi.test.yaml:7: kubernetes-architect:gitops.repositories.shop.url: found the address of platform; allowed: an address of its own",
  ],
  "repositories that nobody follows": [
    `cluster: { cloud: existing }
gitops:
  repositories:
    platform: { url: https://git.example.com/platform.git }`,
    "stacks/Pulumi.test.yaml:3: kubernetes-architect:gitops: found repositories or applications that no add-on follows; allowed: with the add-on argocd or flux on",
  ],
  "repositories beside an add-on that is wrong itself": [
    `cluster: { cloud: existing }
addons: { argocd: yes please }
gitops:
  repositories:
    platform: { url: https://git.example.com/platform.git }`,
    'stacks/Pulumi.test.yaml:3: kubernetes-architect:addons.argocd: found "yes please"; allowed: a map of options, {} for the defaults, false to keep it off',
  ],
  "an application without a repository": [
    `cluster: { cloud: existing }
addons: { argocd: {} }
gitops:
  repositories:
    platform: { url: https://git.example.com/platform.git }
  applications:
    shop: { path: deploy }`,
    "stacks/Pulumi.test.yaml:8: kubernetes-architect:gitops.applications.shop.repository: missing; allowed: 1 to 63 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit",
  ],
};

describe("the config of gitops", () => refusesEach(cases));
