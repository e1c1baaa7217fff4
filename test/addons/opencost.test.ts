import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import { faultsOf, inNamespace, mapIn, onClouds, policyText, releaseOf } from "./stored";

const existing = { cloud: "existing", version: "1.35", zones: 3 };
const key = { secure: "v1:a2V5" };

const planned = (cluster: object, opencost: object = {}, prometheus: object = {}, rest: object = {}) =>
  planOf({ cluster, addons: { opencost, prometheus }, ...rest });

const costOf = async (...given: Parameters<typeof planned>) =>
  mapIn(releaseOf(await planned(...given), "opencost-opencost"), "opencost");

describe("opencost", () => {
  for (const [cloud, cluster] of Object.entries({ ...onClouds, existing }))
    for (const profile of ["production", "development"])
      it(`adds no finding on ${cloud} with the profile ${profile}`, async () => {
        assert.deepEqual(await faultsOf(cluster, profile, "opencost", { prometheus: {} }), []);
      });

  it("needs Prometheus", () => {
    const lines = problemsOf({ cluster: existing, addons: { opencost: {} } });
    assert.match(lines.join("\n"), /opencost.*prometheus/);
  });

  it("may read prices on AWS, and nothing else", async () => {
    const plan = await planned(onClouds.eks);
    const text = policyText(plan, /opencost/);
    assert.ok(text.includes("ec2:DescribeSpotPriceHistory") && text.includes("pricing:GetProducts"));
    assert.ok(!/s3:|iam:|ec2:(Run|Create|Delete)/.test(text));
    const association = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "test-opencost-opencost");
    assert.deepEqual([association.inputs.namespace, association.inputs.serviceAccount], ["opencost", "opencost"]);
  });

  it("may read prices on Azure by a role that can do no more, given to its pod by a label", async () => {
    const plan = await planned(onClouds.aks);
    const [role, ...others] = all(plan, "azure-native:authorization:RoleDefinition").filter(({ name }) =>
      name.includes("opencost"),
    );
    assert.ok(role !== undefined && others.length === 0);
    const [{ actions }] = role.inputs.permissions as [{ actions: string[] }];
    assert.ok(actions.every((action) => action.endsWith("/read")));
    const values = releaseOf(plan, "opencost-opencost");
    assert.deepEqual(values.podLabels, { "azure.workload.identity/use": "true" });
  });

  it("asks the cloud nothing where prices are one's own", async () => {
    for (const cluster of [onClouds.eks, onClouds.aks]) {
      const plan = await planned(cluster, { prices: { cpu: 20 } });
      const rights = plan.resources.filter(({ name, type }) => /opencost/.test(name) && !/^kubernetes:/.test(type));
      assert.deepEqual(
        rights.filter(({ type }) => !type.startsWith("kubernetes-architect:")),
        [],
      );
    }
  });

  it("takes prices by the month, each of which has a default", async () => {
    const { customPricing, exporter } = await costOf(existing, { prices: { cpu: 20, storage: 0.1 } });
    const { enabled, costModel } = customPricing as { enabled: boolean; costModel: Record<string, number> };
    assert.equal(enabled, true);
    assert.deepEqual([costModel.CPU, costModel.storage, costModel.RAM], [20, 0.1, 3.09]);
    assert.deepEqual((exporter as { extraEnv: object }).extraEnv, { USE_CUSTOM_PROVIDER: "true" });
  });

  it("looks at the nodes for their cloud on an existing cluster without prices", async () => {
    const { customPricing, exporter } = await costOf(existing);
    assert.deepEqual(customPricing, { enabled: false });
    assert.deepEqual((exporter as { extraEnv: object }).extraEnv, {});
  });

  it("reads Google Cloud's price list by a key in a Secret, closed in the plan", async () => {
    const plan = await planned(onClouds.gke, { priceListKey: key });
    const secret = only(plan, "kubernetes:core/v1:Secret", "opencost-price-list-key");
    const values = releaseOf(plan, "opencost-opencost");
    const { env, extraEnv } = mapIn(mapIn(values, "opencost"), "exporter") as { env: object[]; extraEnv: object };
    assert.deepEqual(env, [
      {
        name: "CLOUD_PROVIDER_API_KEY",
        valueFrom: { secretKeyRef: { name: "opencost-price-list", key: "api-key" } },
      },
    ]);
    assert.deepEqual(extraEnv, {});
    assert.ok(!JSON.stringify([secret.inputs, values]).includes("a2V5"));
    assert.ok(only(plan, "kubernetes:helm.sh/v3:Release", "opencost-opencost").dependsOn.includes(secret.urn));
  });

  it("does not ask Google Cloud without a key, since it would not start", async () => {
    const { exporter } = await costOf(onClouds.gke);
    assert.deepEqual((exporter as { extraEnv: object }).extraEnv, { USE_CUSTOM_PROVIDER: "true" });
  });

  it("refuses a key where there is no use for one", () => {
    const refused = (cluster: object, opencost: object) =>
      problemsOf({ cluster, addons: { opencost, prometheus: {} } }).join("\n");
    assert.match(
      refused(onClouds.eks, { priceListKey: key }),
      /priceListKey: found a key on eks; allowed: only on gke/,
    );
    assert.match(refused(onClouds.gke, { priceListKey: key, prices: {} }), /priceListKey: found a key and prices/);
  });

  it("is one pod with limits, restricted, which writes to two folders of its own", async () => {
    const plan = await planned(onClouds.eks);
    const cost = mapIn(releaseOf(plan, "opencost-opencost"), "opencost");
    const exporter = mapIn(cost, "exporter");
    for (const part of [exporter, mapIn(cost, "ui")])
      assert.deepEqual(Object.keys(mapIn(part, "resources")).sort(), ["limits", "requests"]);
    assert.equal(mapIn(exporter, "securityContext").readOnlyRootFilesystem, true);
    const mounts = exporter.extraVolumeMounts as { mountPath: string }[];
    assert.deepEqual(
      mounts.map(({ mountPath }) => mountPath),
      ["/tmp", "/var/configs"],
    );
    const { labels } = only(plan, "kubernetes:core/v1:Namespace", "opencost-namespace-opencost").inputs.metadata as {
      labels: Record<string, string>;
    };
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
  });

  it("serves no language models, which the chart would without a password", async () => {
    assert.deepEqual((await costOf(existing)).mcp, { enabled: false });
  });

  it("asks Prometheus, is let in there, and lets in nobody but Prometheus", async () => {
    const plan = await planned(existing);
    const policies = (namespace: string) =>
      inNamespace(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy", namespace).map(({ inputs }) =>
        JSON.stringify(inputs),
      );
    assert.ok(policies("monitoring").some((text) => text.includes('"values":["opencost"]')));
    const own = policies("opencost").filter((text) => text.includes('"name":"allow-'));
    assert.equal(own.length, 1);
    assert.match(own[0] ?? "", /"values":\["monitoring"\].*"port":9003/);
    const closed = await planned(existing, {}, { networkPolicy: { enabled: false } });
    const opened = inNamespace(closed, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "monitoring");
    assert.equal(opened.length, 0);
  });

  it("tells of a budget that is passed, where there is one", async () => {
    const rules = async (options: object) => {
      const plan = await planned(existing, options);
      return JSON.stringify(
        only(plan, "kubernetes:monitoring.coreos.com/v1:PrometheusRule", "opencost-alerts-opencost").inputs,
      );
    };
    assert.match(await rules({ budget: 500 }), /CostsOverBudget.*\* 730 > 500/);
    assert.ok(!(await rules({})).includes("CostsOverBudget"));
  });

  it("takes its images from the mirror", async () => {
    const { exporter, ui } = (await costOf(
      existing,
      {},
      {},
      { mirror: { images: "registry.example.com/mirror" } },
    )) as Record<string, { image: object }>;
    assert.deepEqual(exporter?.image, { registry: "registry.example.com", repository: "mirror/opencost/opencost" });
    assert.deepEqual(ui?.image, { registry: "registry.example.com", repository: "mirror/opencost/opencost-ui" });
  });

  it("has no pages where they are not wanted", async () => {
    const { ui } = await costOf(existing, { ui: false });
    assert.equal((ui as { enabled: boolean }).enabled, false);
  });
});
