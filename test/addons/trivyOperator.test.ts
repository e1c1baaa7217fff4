import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { actionsIn } from "../clusters/eks/eks";
import { all, only, problemsOf } from "../support/plan";
import { clusters, everywhere, findingsOf, objectsIn, planned, policiesIn, valuesIn } from "./cloudPlans";

const release = "trivy-operator-trivy-operator";
const addon = (options: object = {}) => ({ "trivy-operator": options });

async function levelWith(options: object) {
  const { "trivy-system": namespace } = objectsIn(await planned("existing", addon(options)), "Namespace");
  return namespace?.metadata?.labels?.["pod-security.kubernetes.io/enforce"];
}

describe("trivy-operator", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`plans without a finding on ${cloud} for ${profile}`, async () => {
        const watched = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...watched, ...addon() }, watched), []);
      });

  it("gives scans limits, and no priority over workloads", async () => {
    const { trivy, trivyOperator } = valuesIn(await planned("eks", addon()), release);
    assert.ok(trivy?.resources?.limits?.memory !== undefined && trivy.resources.limits.cpu !== undefined);
    assert.equal(trivyOperator?.scanJobPodPriorityClassName, undefined);
  });

  it("scans as an ordinary user at the level restricted, and leaves nodes alone", async () => {
    const { operator, trivyOperator } = valuesIn(await planned("eks", addon()), release);
    assert.equal(operator?.infraAssessmentScannerEnabled, false);
    assert.equal(trivyOperator?.scanJobPodTemplatePodSecurityContext?.runAsNonRoot, true);
    assert.equal(await levelWith({}), "restricted");
  });

  it("looks at nodes where that is switched on, on every one of them, and says what that takes", async () => {
    const { operator, nodeCollector, trivyOperator } = valuesIn(await planned("eks", addon({ nodes: true })), release);
    assert.equal(operator?.infraAssessmentScannerEnabled, true);
    assert.deepEqual(nodeCollector?.tolerations, [{ operator: "Exists" }]);
    assert.equal(trivyOperator?.scanJobPodTemplatePodSecurityContext?.runAsNonRoot, undefined);
    assert.equal(await levelWith({ nodes: true }), "privileged");
    const autopilot = { ...clusters.gke, mode: "autopilot" };
    const refused = problemsOf({ cluster: autopilot, addons: addon({ nodes: true }) }).join("\n");
    assert.match(refused, /nodes: found true on a cluster of mode autopilot/);
  });

  it("pulls what its account's registries let it, and may not push", async () => {
    const plan = await planned("eks", addon());
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "test-trivy-operator-trivy-operator");
    assert.deepEqual(actionsIn(inputs.policy), [
      "ecr:GetAuthorizationToken",
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]);
    const members = all(await planned("gke", addon()), "gcp:projects/iAMMember:IAMMember");
    const readers = members.filter(({ inputs: { member, role } }) => {
      return role === "roles/artifactregistry.reader" && String(member).includes("trivy");
    });
    assert.equal(readers.length, 1);
    const identities = all(await planned("aks", addon()), "azure-native:managedidentity:UserAssignedIdentity");
    assert.deepEqual(
      identities.filter(({ name }) => name.includes("trivy")),
      [],
    );
  });

  it("reads no Secret unless it is to use the workloads' pull secrets", async () => {
    const flag = async (options: object) =>
      valuesIn(await planned("existing", addon(options)), release).operator?.accessGlobalSecretsAndServiceAccount;
    assert.equal(await flag({}), false);
    assert.equal(await flag({ pullSecrets: true }), true);
  });

  it("keeps the database in one place in production, and has no volume for it", async () => {
    const plan = await planned("eks", addon());
    const { operator, trivy } = valuesIn(plan, release);
    assert.equal(operator?.builtInTrivyServer, true);
    assert.equal(trivy?.storageClassEnabled, false);
    assert.equal(trivy?.server?.securityContext?.readOnlyRootFilesystem, true);
    const small = valuesIn(await planned("eks", addon(), { profile: "development" }), release);
    assert.equal(small.operator?.builtInTrivyServer, false);
  });

  it("takes images from the mirror, and databases from the registry that is written", async () => {
    const mirror = { images: "registry.example.com:5000/m" };
    const plan = await planned("existing", addon({ databases: "db.example.com:5443/copies" }), { mirror });
    const { global, trivy } = valuesIn(plan, release);
    assert.equal(global?.image?.registry, mirror.images);
    assert.equal(trivy?.dbRegistry, "db.example.com:5443/copies");
    assert.equal(trivy?.javaDbRegistry, "db.example.com:5443/copies");
    const ports = JSON.stringify(policiesIn(plan, "trivy-system")["to-registries"]?.inputs.spec).match(/"port":\d+/g);
    assert.deepEqual(ports, ['"port":5000', '"port":5443']);
  });

  it("takes its options", async () => {
    const options = { secrets: false, configuration: false, severities: ["CRITICAL"], unfixed: false, rescan: "48h" };
    const { operator, trivy } = valuesIn(await planned("existing", addon(options)), release);
    assert.equal(operator?.exposedSecretScannerEnabled, false);
    assert.equal(operator?.configAuditScannerEnabled, false);
    assert.equal(operator?.clusterComplianceEnabled, false);
    assert.equal(operator?.scannerReportTTL, "48h");
    assert.equal(trivy?.severity, "CRITICAL");
    assert.equal(trivy?.ignoreUnfixed, true);
  });

  it("lets nothing in but Prometheus, where it is on, and then has alerts and a dashboard", async () => {
    const alone = await planned("existing", addon());
    assert.deepEqual(Object.keys(policiesIn(alone, "trivy-system")), ["default-deny"]);
    assert.equal(valuesIn(alone, release).serviceMonitor?.enabled, false);
    const watched = await planned("existing", { prometheus: {}, ...addon() });
    assert.deepEqual(Object.keys(policiesIn(watched, "trivy-system")).sort(), ["allow-metrics", "default-deny"]);
    assert.equal(valuesIn(watched, release).serviceMonitor?.enabled, true);
    assert.ok(objectsIn(watched, "PrometheusRule")["trivy-operator"] !== undefined);
  });
});
