import assert from "node:assert/strict";
import type { PlannedResource } from "../../planner/resource";
import { evaluate } from "../../policies/evaluate";
import { isDefaultPassword } from "../../policies/workloads/passwords";
import { configOf, today } from "../support/plan";

const config = configOf({ cluster: { cloud: "existing" } });

function resource(type: string, inputs: Readonly<Record<string, unknown>>): PlannedResource {
  const name = "it";
  const urn = `urn:pulumi:test::kubernetes-architect::${type}::${name}`;
  const rest = { parent: null, provider: null, dependsOn: [], protect: false, deletedWith: null };
  return { urn, type, name, inputs, retainOnDelete: false, custom: true, ...rest };
}

const namespace = (level: string) =>
  resource("kubernetes:core/v1:Namespace", {
    metadata: { name: "tools", labels: { "pod-security.kubernetes.io/enforce": level } },
  });

const sound = {
  name: "app",
  image: "registry.example.com:5000/app:1.2",
  resources: { requests: { cpu: "1", memory: "1Mi" }, limits: { cpu: 1, memory: "1Mi" } },
};

function cronJob(container: object): PlannedResource {
  const pod = { containers: [{ ...sound, ...container }] };
  return resource("kubernetes:batch/v1:CronJob", {
    metadata: { name: "it", namespace: "tools" },
    spec: { jobTemplate: { spec: { template: { spec: pod } } } },
  });
}

function found(...resources: PlannedResource[]): readonly string[] {
  return evaluate(config, resources, today).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

describe("the rules on workloads", () => {
  it("find nothing in a sound one", () => {
    assert.deepEqual(found(namespace("privileged"), cronJob({})), []);
  });

  it("name each request and limit that a container lacks", () => {
    assert.deepEqual(found(cronJob({ resources: { requests: { cpu: "1" }, limits: { memory: "1Mi" } } })), [
      "workload-resources: container app lacks requests.memory, limits.cpu",
    ]);
  });

  it("want an image with a version, and know a registry's port from one", () => {
    assert.deepEqual(found(cronJob({ image: "registry.example.com:5000/app" })), [
      "image-version: the image of app, registry.example.com:5000/app, has no tag",
    ]);
    assert.deepEqual(found(cronJob({ image: "app:latest" })), [
      "image-version: the image of app, app:latest, has the tag latest",
    ]);
    assert.deepEqual(found(cronJob({ image: "app@sha256:0000" })), []);
  });

  it("hold a pod to the level of its namespace", () => {
    const findings = found(namespace("restricted"), cronJob({ securityContext: { privileged: true } }));
    assert.ok(
      findings.includes("pod-security: restricted: securityContext.privileged of app is true"),
      findings.join("\n"),
    );
    assert.ok(findings.every((finding) => finding.startsWith("pod-security: restricted: ")));
    assert.deepEqual(found(namespace("privileged"), cronJob({ securityContext: { privileged: true } })), []);
  });

  it("know the passwords that charts come with, in plain text and in base64", () => {
    assert.ok(isDefaultPassword("admin-password", Buffer.from("prom-operator").toString("base64"), true));
    assert.ok(isDefaultPassword("ADMIN_PASSWORD", "litmus", false));
    assert.equal(isDefaultPassword("admin-password", "[secret]", true), false);
    assert.equal(isDefaultPassword("admin-user", "admin", false), false);
    const secret = resource("kubernetes:core/v1:Secret", { stringData: { password: "changeme" } });
    assert.deepEqual(found(secret), ["default-password: stringData.password is a chart's default password"]);
  });
});
