import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { only, problemsOf } from "../support/plan";
import {
  type CloudName,
  clusters,
  everywhere,
  findingsOf,
  objectsIn,
  planned,
  policiesIn,
  type Tree,
  valuesIn,
} from "./cloudPlans";

const release = "gatekeeper-gatekeeper";
const mirror = { images: "registry.example.com/m" };
const addon = (options: object = {}) => ({ gatekeeper: options });

/** A cluster that runs no other Gatekeeper. */
const around = (cloud: CloudName) => (cloud === "aks" ? { cluster: { ...clusters.aks, azurePolicy: false } } : {});

async function constraint(kind: string, options: object = {}, rest: object = {}): Promise<Tree | undefined> {
  const plan = await planned("existing", addon(options), { mirror, ...rest });
  const [found] = Object.values(objectsIn(plan, kind));
  return found?.spec;
}

describe("gatekeeper", () => {
  for (const cloud of everywhere.filter((name) => name !== "aks"))
    for (const profile of ["production", "development"] as const)
      it(`plans without a finding on ${cloud} for ${profile}`, async () => {
        const watched = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...watched, ...addon() }, watched), []);
      });

  it("plans without a finding on aks, where it is refused beside Azure Policy", async () => {
    const plan = await planned("aks", addon(), around("aks"));
    const bare = await planned("aks", {}, around("aks"));
    assert.equal(plan.findings.length, bare.findings.length);
    const refused = problemsOf({ cluster: clusters.aks, addons: addon() }).join("\n");
    assert.match(refused, /addons\.gatekeeper: found gatekeeper beside Azure Policy.*azurePolicy: false/);
  });

  it("answers from three places in production, and refuses pods while none answers", async () => {
    const values = valuesIn(await planned("eks", addon()), release);
    assert.equal(values.replicas, 3);
    assert.equal(values.pdb?.controllerManager?.minAvailable, 1);
    assert.equal(values.validatingWebhookFailurePolicy, "Fail");
    const small = valuesIn(await planned("eks", addon(), { profile: "development" }), release);
    assert.equal(small.validatingWebhookFailurePolicy, "Ignore");
    assert.equal(small.pdb?.controllerManager?.minAvailable, 0);
  });

  it("is asked about pods only, and not about those of the system, the cloud and the platform", async () => {
    const values = valuesIn(await planned("gke", addon({ exemptNamespaces: ["legacy"] })), release);
    const [rule, ...others] = values.validatingWebhookCustomRules as unknown as readonly Tree[];
    assert.deepEqual(rule?.resources, ["pods", "pods/ephemeralcontainers"]);
    assert.deepEqual(others, []);
    const labels = values.validatingWebhookExemptNamespacesLabels ?? assert.fail();
    const names = labels["kubernetes.io/metadata.name"] as unknown as readonly string[];
    for (const name of ["kube-system", "gatekeeper-system", "gmp-system", "legacy"])
      assert.ok(names.includes(name), name);
    assert.deepEqual(labels["app.kubernetes.io/managed-by"], ["kubernetes-architect"]);
  });

  it("leaves every namespace of an add-on out by its label", async () => {
    const plan = await planned("existing", { prometheus: {}, ...addon() });
    for (const { metadata } of Object.values(objectsIn(plan, "Namespace")))
      assert.equal(metadata?.labels?.["app.kubernetes.io/managed-by"], "kubernetes-architect");
    const found = (await constraint("ArchitectPrivileged"))?.match;
    assert.match(JSON.stringify(found), /"NotIn","values":\["kubernetes-architect"\]/);
  });

  it("denies what reaches for the node in production, and only tells of missing limits", async () => {
    assert.equal((await constraint("ArchitectPrivileged"))?.enforcementAction, "deny");
    assert.equal((await constraint("ArchitectHostPath"))?.enforcementAction, "deny");
    assert.equal((await constraint("ArchitectResources"))?.enforcementAction, "warn");
  });

  it("only tells developers, and only counts on ephemeral clusters", async () => {
    const action = async (profile: string) =>
      (await constraint("ArchitectPrivileged", {}, { profile }))?.enforcementAction;
    assert.equal(await action("development"), "warn");
    assert.equal(await action("ephemeral"), "dryrun");
  });

  it("takes images from the mirror only, or from the registries that are written", async () => {
    assert.deepEqual((await constraint("ArchitectRegistries"))?.parameters, {
      registries: ["registry.example.com/m/"],
    });
    const own = await constraint("ArchitectRegistries", { registries: ["ghcr.io/team"] });
    assert.deepEqual(own?.parameters, { registries: ["ghcr.io/team/"] });
    assert.equal(await constraint("ArchitectRegistries", {}, { mirror: {} }), undefined);
  });

  it("has no policy that is off, and no template of it", async () => {
    const plan = await planned("existing", addon({ policies: { hostPath: "off" } }));
    assert.deepEqual(objectsIn(plan, "ArchitectHostPath"), {});
    assert.deepEqual(Object.keys(objectsIn(plan, "ConstraintTemplate")), ["architectprivileged", "architectresources"]);
  });

  it("declares the parameters of each template, and makes its constraint after it", async () => {
    const plan = await planned("existing", addon(), { mirror });
    for (const [name, template] of Object.entries(objectsIn(plan, "ConstraintTemplate"))) {
      const kind = String(template.spec?.crd?.spec?.names?.kind);
      assert.equal(kind.toLowerCase(), name);
      const declared = Object.keys(template.spec?.crd?.spec?.validation?.openAPIV3Schema?.properties ?? {});
      const [rule] = plan.resources.filter(({ type }) => type.endsWith(`:${kind}`));
      assert.deepEqual(Object.keys((rule?.inputs.spec as Tree | undefined)?.parameters ?? {}), declared);
      const urn = only(
        plan,
        "kubernetes:templates.gatekeeper.sh/v1:ConstraintTemplate",
        `gatekeeper-template-${name}`,
      ).urn;
      assert.ok(rule?.dependsOn.includes(urn));
    }
  });

  it("takes its webhook away before its pods when it goes", async () => {
    const { preUninstall } = valuesIn(await planned("eks", addon()), release);
    assert.equal(preUninstall?.deleteWebhookConfigurations?.enabled, true);
    assert.ok(preUninstall?.resources?.limits?.memory !== undefined);
  });

  it("has its port opened to the private control plane of GKE", async () => {
    const plan = await planned("gke", addon());
    const rule = only(plan, "gcp:compute/firewall:Firewall", "test-webhooks");
    assert.match(JSON.stringify(rule.inputs.allows), /"8443"/);
  });

  it("lets nothing in but the API server's calls, and Prometheus where it is on", async () => {
    const alone = policiesIn(await planned("existing", addon()), "gatekeeper-system");
    assert.deepEqual(Object.keys(alone).sort(), ["allow-webhook", "default-deny"]);
    const watched = await planned("existing", { prometheus: {}, ...addon() });
    assert.ok(policiesIn(watched, "gatekeeper-system")["allow-metrics"] !== undefined);
    assert.ok(objectsIn(watched, "PodMonitor").gatekeeper !== undefined);
    assert.ok(objectsIn(watched, "PrometheusRule").gatekeeper !== undefined);
  });

  it("takes every image from the mirror", async () => {
    const { image, preUninstall } = valuesIn(await planned("existing", addon(), { mirror }), release);
    assert.equal(image?.repository, "registry.example.com/m/openpolicyagent/gatekeeper");
    const jobs = [image?.crdRepository, preUninstall?.deleteWebhookConfigurations?.image?.repository];
    for (const job of jobs) assert.equal(job, "registry.example.com/m/openpolicyagent/gatekeeper-crds");
  });
});
