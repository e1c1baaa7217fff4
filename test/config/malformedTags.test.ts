import { type Refused, refusesEach } from "../support/refused";

const cases: Readonly<Record<string, Refused>> = {
  "a tag in capitals": [
    `cluster: { cloud: existing }
tags:
  CostCenter: a`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:tags.CostCenter: found \"CostCenter\"; allowed: as a name, a tag name of 1 to 63 lower-case letters, digits, '-' or '_', starting with a letter",
  ],
  "a tag whose value is a number": [
    `cluster: { cloud: existing }
tags:
  cost-center: 4711`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:tags.cost-center: found 4711; allowed: text, in quotes: "4711"',
  ],
  "a tag whose value not every cloud takes": [
    `cluster: { cloud: existing }
tags:
  owner: Platform Team`,
    "stacks/Pulumi.test.yaml:4: kubernetes-architect:tags.owner: found \"Platform Team\"; allowed: a tag value of up to 63 lower-case letters, digits, '-' or '_', which all three clouds take",
  ],
  "tags as a list": [
    `cluster: { cloud: existing }
tags: [team]`,
    "stacks/Pulumi.test.yaml:3: kubernetes-architect:tags: found a list; allowed: a map of values by name",
  ],
  "a mirror with a scheme": [
    `cluster: { cloud: existing }
mirror:
  images: https://registry.example.com/mirror`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:mirror.images: found "https://registry.example.com/mirror"; allowed: a registry and path without a scheme, such as registry.example.com/mirror',
  ],
  "a chart repository without a scheme": [
    `cluster: { cloud: existing }
mirror:
  charts: charts.example.com`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:mirror.charts: found "charts.example.com"; allowed: an https:// or oci:// repository, or a folder that starts with ./ or /',
  ],
  "a mirror that is text": [
    `cluster: { cloud: existing }
mirror: registry.example.com`,
    'stacks/Pulumi.test.yaml:3: kubernetes-architect:mirror: found "registry.example.com"; allowed: a map of options',
  ],
  "a waiver without a reason": [
    `cluster: { cloud: existing }
policies:
  waivers:
    - rule: container-resources`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:policies.waivers[0].reason: missing; allowed: text: why it is accepted; shown in the plan",
  ],
  "a waiver whose reason says nothing": [
    `cluster: { cloud: existing }
policies:
  waivers:
    - { rule: container-resources, reason: ok }`,
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:policies.waivers[0].reason: found "ok"; allowed: at least 10 characters',
  ],
  "a waiver under another name": [
    `cluster: { cloud: existing }
policies:
  waivers:
    - { id: container-resources, reason: measured for a month }`,
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:policies.waivers[0].rule: missing; allowed: text: the rule's id",
    "stacks/Pulumi.test.yaml:5: kubernetes-architect:policies.waivers[0].id: found an unknown key; allowed: one of rule, resource or reason",
  ],
  "waivers beside what they belong in": [
    `cluster: { cloud: existing }
policies:
  - { rule: container-resources, reason: measured for a month }`,
    "stacks/Pulumi.test.yaml:3: kubernetes-architect:policies: found a list; allowed: a map of options",
  ],
  "values of tags that YAML reads as other numbers": [
    `cluster: { cloud: existing }
tags:
  cost-center: 0815
  floor: 12`,
    'stacks/Pulumi.test.yaml:4: kubernetes-architect:tags.cost-center: found 0815; allowed: text, in quotes: "0815"',
    'stacks/Pulumi.test.yaml:5: kubernetes-architect:tags.floor: found 12; allowed: text, in quotes: "12"',
  ],
};

describe("the config of tags, mirror and waivers", () => refusesEach(cases));
