import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, problemsOf } from "../support/plan";
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

const release = "cert-manager-cert-manager";
const email = "ops@example.com";
const zone = { eks: "Z0123456789ABC", aks: "example.com", gke: "example-com" } as const;

const acmeOn = (cloud: keyof typeof zone) => ({
  "cert-manager": { acme: { email, zones: { "example.com": zone[cloud] } } },
});

function optionsFor(cloud: CloudName) {
  return cloud === "existing"
    ? { "cert-manager": { acme: { email, http01: { ingressClass: "nginx" } } } }
    : acmeOn(cloud);
}

async function acmeIssuer(cloud: CloudName, profile: "production" | "ephemeral" = "production"): Promise<Tree> {
  const plan = await planned(cloud, optionsFor(cloud), { profile });
  const { acme } = objectsIn(plan, "ClusterIssuer");
  return acme?.spec?.acme ?? assert.fail("no issuer");
}

async function dns01(cloud: CloudName) {
  const [solver] = (await acmeIssuer(cloud)).solvers as unknown as readonly Tree[];
  assert.deepEqual(solver?.selector, { dnsZones: ["example.com"] });
  return solver?.dns01;
}

describe("cert-manager", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`plans without a finding on ${cloud} for ${profile}`, async () => {
        const watched = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...watched, ...optionsFor(cloud) }, watched), []);
      });

  it("runs each part twice in production, apart and with a budget, and once in development", async () => {
    const values = valuesIn(await planned("eks", { "cert-manager": {} }), release);
    for (const part of [values, values.webhook, values.cainjector]) {
      assert.equal(part?.replicaCount, 2);
      assert.equal(part?.podDisruptionBudget?.enabled, true);
      assert.ok(Array.isArray(part?.topologySpreadConstraints));
    }
    const small = valuesIn(await planned("eks", { "cert-manager": {} }, { profile: "development" }), release);
    assert.equal(small.webhook?.replicaCount, 1);
    assert.equal(small.webhook?.podDisruptionBudget?.enabled, false);
  });

  it("keeps certificates' definitions when it goes", async () => {
    assert.deepEqual(valuesIn(await planned("eks", { "cert-manager": {} }), release).crds, {
      enabled: true,
      keep: true,
    });
  });

  it("makes an authority whose key is made in the cluster", async () => {
    const plan = await planned("existing", { "cert-manager": {} });
    const { internal } = objectsIn(plan, "ClusterIssuer");
    assert.deepEqual(internal?.spec, { ca: { secretName: "internal-ca" } });
    const { "internal-ca": certificate } = objectsIn(plan, "Certificate");
    assert.equal(certificate?.spec?.isCA, true);
    assert.equal(certificate?.spec?.privateKey?.rotationPolicy, "Never");
    assert.equal(all(plan, "kubernetes:core/v1:Secret").length, 0);
  });

  it("makes no issuer that was not asked for", async () => {
    const plan = await planned("existing", { "cert-manager": { ca: { enabled: false } } });
    assert.deepEqual(objectsIn(plan, "ClusterIssuer"), {});
    assert.deepEqual(objectsIn(plan, "Certificate"), {});
  });

  it("makes issuers once the webhook answers", async () => {
    const plan = await planned("eks", acmeOn("eks"));
    const urn = only(plan, "kubernetes:helm.sh/v3:Release", release).urn;
    const issuer = only(plan, "kubernetes:cert-manager.io/v1:ClusterIssuer", "cert-manager-clusterissuer-acme");
    assert.ok(issuer.dependsOn.includes(urn));
    assert.notEqual(valuesIn(plan, release).startupapicheck?.enabled, false);
  });

  it("proves names in Route 53 with rights on that zone only", async () => {
    assert.deepEqual(await dns01("eks"), { route53: { region: "eu-west-1", hostedZoneID: zone.eks } });
    const plan = await planned("eks", acmeOn("eks"));
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "test-cert-manager-cert-manager");
    assert.match(String(inputs.policy), /route53:::hostedzone\/Z0123456789ABC"/);
    const association = all(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation").find(
      ({ inputs: { namespace } }) => namespace === "cert-manager",
    );
    assert.equal(association?.inputs.serviceAccount, "cert-manager");
  });

  it("proves names in Azure DNS as a managed identity", async () => {
    const { azureDNS } = (await dns01("aks")) ?? {};
    assert.equal(azureDNS?.hostedZoneName, "example.com");
    assert.equal(azureDNS?.resourceGroupName, "test");
    assert.ok(String(azureDNS?.managedIdentity?.clientID).length > 0);
    const plan = await planned("aks", acmeOn("aks"));
    const values = valuesIn(plan, release);
    assert.deepEqual(values.podLabels, { "azure.workload.identity/use": "true" });
    assert.ok(values.serviceAccount?.annotations?.["azure.workload.identity/client-id"] !== undefined);
  });

  it("takes an Azure zone of another resource group by its id", async () => {
    const id = "/subscriptions/s1/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com";
    const plan = await planned("aks", { "cert-manager": { acme: { email, zones: { "example.com": id } } } });
    const { acme } = objectsIn(plan, "ClusterIssuer");
    const [solver] = (acme?.spec?.acme?.solvers ?? []) as unknown as readonly Tree[];
    assert.deepEqual(
      [solver?.dns01?.azureDNS?.subscriptionID, solver?.dns01?.azureDNS?.resourceGroupName],
      ["s1", "dns"],
    );
  });

  it("proves names in Cloud DNS as a Google service account", async () => {
    assert.deepEqual(await dns01("gke"), { cloudDNS: { project: "platform-123456", hostedZoneName: "example-com" } });
    const plan = await planned("gke", acmeOn("gke"));
    const members = all(plan, "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember");
    assert.deepEqual(
      members.map(({ inputs }) => [inputs.managedZone, inputs.role]),
      [["example-com", "roles/dns.admin"]],
    );
  });

  it("has no rights in the cloud without a zone", async () => {
    const plan = await planned("eks", { "cert-manager": {} });
    assert.equal(
      all(plan, "aws:iam/rolePolicy:RolePolicy").filter(({ name }) => name.includes("cert-manager")).length,
      0,
    );
  });

  it("asks Let's Encrypt, and its staging on ephemeral clusters", async () => {
    assert.equal((await acmeIssuer("existing")).server, "https://acme-v02.api.letsencrypt.org/directory");
    assert.match(String((await acmeIssuer("existing", "ephemeral")).server), /acme-staging-v02/);
  });

  it("refuses what proves no name, and a zone that the cloud has not", () => {
    const lines = (cloud: CloudName, acme: object) =>
      problemsOf({ cluster: clusters[cloud], addons: { "cert-manager": { acme: { email, ...acme } } } }).join("\n");
    assert.match(lines("eks", {}), /acme: found no zone and no http01/);
    assert.match(lines("existing", { zones: { "example.com": "example-com" } }), /allowed: http01 there/);
    assert.match(lines("gke", { zones: { "example.com": "example.com" } }), /managed zone's name/);
    assert.match(lines("eks", { zones: { "example.com": "arn:aws:route53" } }), /hosted zone's id/);
  });

  it("lets nothing in but the API server's calls, and Prometheus where it is on", async () => {
    const alone = policiesIn(await planned("existing", { "cert-manager": {} }), "cert-manager");
    assert.deepEqual(Object.keys(alone).sort(), ["allow-webhook", "default-deny"]);
    const watched = policiesIn(await planned("existing", { prometheus: {}, "cert-manager": {} }), "cert-manager");
    assert.ok(watched["allow-metrics"] !== undefined);
  });

  it("may call port 80 to look at HTTP challenges, and the port of an ACME server of one's own", async () => {
    const acme = { email, http01: { ingressClass: "nginx" }, server: "https://ca.example.com:9000/acme/directory" };
    const policies = policiesIn(await planned("existing", { "cert-manager": { acme } }), "cert-manager");
    const ports = (name: string) => JSON.stringify(policies[name]?.inputs.spec).match(/"port":\d+/g);
    assert.deepEqual(ports("to-http01"), ['"port":80']);
    assert.deepEqual(ports("to-acme"), ['"port":9000']);
  });

  it("takes every image from the mirror", async () => {
    const values = valuesIn(
      await planned("existing", { "cert-manager": {} }, { mirror: { images: "registry.example.com/m" } }),
      release,
    );
    const { webhook, cainjector, acmesolver, startupapicheck } = values;
    for (const part of [values, webhook, cainjector, acmesolver, startupapicheck])
      assert.match(String(part?.image?.repository), /^registry\.example\.com\/m\/jetstack\/cert-manager-/);
  });

  it("has alerts, a monitor and a dashboard where Prometheus is on, and else none", async () => {
    const watched = await planned("existing", { prometheus: {}, "cert-manager": {} });
    assert.equal(valuesIn(watched, release).prometheus?.servicemonitor?.enabled, true);
    assert.ok(objectsIn(watched, "PrometheusRule")["cert-manager"] !== undefined);
    assert.ok(objectsIn(watched, "ConfigMap")["dashboard-cert-manager"] !== undefined);
    const alone = await planned("existing", { "cert-manager": {} });
    assert.equal(valuesIn(alone, release).prometheus?.servicemonitor?.enabled, false);
    assert.deepEqual(objectsIn(alone, "PrometheusRule"), {});
  });
});
