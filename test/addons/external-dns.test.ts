import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { prerequisitesOf, statementsIn } from "../clusters/eks/eks";
import { all, only, planOf, problemsOf } from "../support/plan";
import { findingsOf, stackOf } from "./clouds";

const release = "kubernetes:helm.sh/v3:Release";
const group = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns/providers/Microsoft.Network";

const zones = {
  eks: { "example.com": "Z0123456789ABCDEFGHIJ" },
  aks: { "example.com": `${group}/dnsZones/example.com` },
  gke: { "example.com": "example-com" },
} as const;

type Cloud = keyof typeof zones;
type Options = Readonly<Record<string, unknown>>;

const configOn = (cloud: Cloud, options: Options = {}, rest: Options = {}) =>
  stackOf(cloud, "external-dns", { zones: zones[cloud], ...options }, rest);

async function valuesOn(cloud: Cloud, options: Options = {}, rest: Options = {}) {
  const plan = await planOf(configOn(cloud, options, rest), "one");
  const { values } = only(plan, release, "external-dns-external-dns").inputs;
  return values as Readonly<Record<string, unknown>> & { readonly extraArgs: Options; readonly provider: Options };
}

describe("external-dns", () => {
  for (const cloud of Object.keys(zones) as Cloud[])
    for (const profile of ["production", "development"])
      it(`has no finding on ${cloud} in ${profile}`, async () => {
        assert.deepEqual(await findingsOf(cloud, "external-dns", profile, { zones: zones[cloud] }), []);
      });

  it("is told which zones are meant, by each cloud's own flags", async () => {
    const eks = await valuesOn("eks");
    assert.equal(eks.provider.name, "aws");
    assert.deepEqual(eks.domainFilters, ["example.com"]);
    assert.deepEqual(eks.extraArgs["zone-id-filter"], ["Z0123456789ABCDEFGHIJ"]);
    assert.equal(eks.extraArgs["aws-zone-type"], "public");
    assert.deepEqual(eks.env, [{ name: "AWS_REGION", value: "eu-west-1" }]);
    const gke = await valuesOn("gke", { visibility: "private" });
    assert.equal(gke.provider.name, "google");
    assert.equal(gke.extraArgs["google-project"], "acme-platform");
    assert.equal(gke.extraArgs["google-zone-visibility"], "private");
  });

  it("does not filter by id where a zone is known by its name only", async () => {
    const { extraArgs, domainFilters } = await valuesOn("eks", {
      zones: { "example.com": "Z0123456789ABCDEFGHIJ", "example.org": "example.org" },
    });
    assert.equal(extraArgs["zone-id-filter"], undefined);
    assert.deepEqual(domainFilters, ["example.com", "example.org"]);
  });

  it("finds Azure's zones by a file without a secret, of the zones' own resource group", async () => {
    const plan = await planOf(configOn("aks"), "one");
    const { data } = only(plan, "kubernetes:core/v1:ConfigMap", "external-dns-azure-config").inputs as {
      data: Readonly<Record<string, string>>;
    };
    assert.deepEqual(JSON.parse(data["azure.json"] ?? ""), {
      cloud: "AzurePublicCloud",
      subscriptionId: "11111111-2222-3333-4444-555555555555",
      resourceGroup: "dns",
      useWorkloadIdentityExtension: true,
    });
    const values = await valuesOn(
      "aks",
      { zones: { "example.com": "example.com" } },
      { cluster: { dnsResourceGroup: "names" } },
    );
    assert.equal(values.provider.name, "azure");
    assert.deepEqual(values.extraVolumeMounts, [
      { name: "azure-config", mountPath: "/etc/kubernetes", readOnly: true },
    ]);
    assert.deepEqual(values.podLabels, { "azure.workload.identity/use": "true" });
    assert.deepEqual((await valuesOn("eks")).extraVolumes, undefined);
  });

  it("may edit its zones on AWS, and no others", async () => {
    const plan = await planOf(configOn("eks"), "one");
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "one-external-dns-external-dns");
    const edits = statementsIn(inputs.policy).filter(({ Action }) => Action === "route53:ChangeResourceRecordSets");
    assert.deepEqual(
      edits.map(({ Resource }) => Resource),
      ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
    );
    const { namespace, serviceAccount } = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs;
    assert.deepEqual([namespace, serviceAccount], ["external-dns", "external-dns"]);
  });

  it("may edit its zones on Azure and on Google Cloud, and no others", async () => {
    const azure = await planOf(configOn("aks"), "one");
    const scopes = all(azure, "azure-native:authorization:RoleAssignment")
      .filter(({ name }) => name.includes("external-dns"))
      .map(({ inputs }) => String(inputs.scope));
    assert.deepEqual(scopes.sort(), [
      `${group.replace("/providers/Microsoft.Network", "")}`,
      `${group}/dnsZones/example.com`,
    ]);
    const google = await planOf(configOn("gke"), "one");
    const member = only(google, "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember");
    assert.deepEqual([member.inputs.managedZone, member.inputs.role], ["example-com", "roles/dns.admin"]);
  });

  it("owns its records under the cluster's name, and deletes none in production", async () => {
    const production = await valuesOn("eks");
    assert.deepEqual([production.txtOwnerId, production.policy], ["one", "upsert-only"]);
    assert.equal((await valuesOn("eks", {}, { cluster: { profile: "ephemeral" } })).policy, "sync");
    assert.equal((await valuesOn("eks", { owner: "blue" })).txtOwnerId, "blue");
  });

  it("keeps the record of ownership of a zone's own name in the zone", async () => {
    const { txtPrefix } = await valuesOn("eks");
    assert.match(String(txtPrefix), /%\{record_type\}\.$/);
  });

  it("reads routes of gateways only where their kinds are there", async () => {
    assert.deepEqual((await valuesOn("eks")).sources, ["service", "ingress"]);
    assert.deepEqual((await valuesOn("gke")).sources, ["service", "ingress", "gateway-httproute"]);
    const gateways = await valuesOn("eks", {}, { addons: { "gateway-api": {} } });
    assert.deepEqual(gateways.sources, ["service", "ingress", "gateway-httproute", "gateway-grpcroute"]);
    const without = await valuesOn("gke", {}, { cluster: { gatewayApi: false } });
    assert.deepEqual(without.sources, ["service", "ingress"]);
  });

  it("comes from the mirror, if there is one", async () => {
    const { image } = await valuesOn("eks", {}, { mirror: { images: "registry.example.com/mirror" } });
    assert.deepEqual(image, { repository: "registry.example.com/mirror/external-dns/external-dns" });
  });

  it("is there before what others put into the cluster, and until it is gone", async () => {
    const plan = await planOf(configOn("eks", {}, { addons: { argocd: {}, prometheus: {} } }), "one");
    const first = prerequisitesOf(plan, release, "argocd-argocd");
    const namespaces = prerequisitesOf(plan, "kubernetes:core/v1:Namespace", "argocd-namespace-argocd");
    assert.ok([...first, ...namespaces].includes("external-dns-external-dns"));
    assert.ok(
      prerequisitesOf(plan, "kubernetes:core/v1:Namespace", "external-dns-namespace-external-dns").includes(
        "prometheus-prometheus-operator-crds",
      ),
    );
    assert.equal(only(plan, release, "external-dns-external-dns").deletedWith, null);
  });

  it("is measured, alerted on and drawn only where Prometheus is on", async () => {
    const config = configOn("eks", {}, { addons: { prometheus: {} } });
    const plan = await planOf(config, "one");
    only(plan, "kubernetes:monitoring.coreos.com/v1:PrometheusRule", "external-dns-alerts-external-dns");
    only(plan, "kubernetes:core/v1:ConfigMap", "external-dns-dashboard-external-dns");
    const without = await planOf(configOn("eks"), "one");
    assert.deepEqual(all(without, "kubernetes:monitoring.coreos.com/v1:PrometheusRule"), []);
    assert.deepEqual((await valuesOn("eks")).serviceMonitor, { enabled: false });
  });

  it("refuses zones that the cloud cannot find", () => {
    const said = (cloud: Cloud, options: Options) => problemsOf(configOn(cloud, options)).join("\n");
    assert.match(said("gke", { zones: { "example.com": "example.com" } }), /allowed: a managed zone's name/);
    assert.match(said("eks", { zones: { "example.com": "example_com" } }), /allowed: a hosted zone's id/);
    assert.match(said("aks", { visibility: "private" }), /a public zone; allowed: private zones/);
    const two = { "example.com": zones.aks["example.com"], "example.org": "example.org" };
    assert.match(said("aks", { zones: two }), /same resource group/);
    assert.match(said("eks", { zones: {} }), /at least one zone/);
    const existing = { cluster: { cloud: "existing" }, addons: { "external-dns": { zones: zones.eks } } };
    assert.match(problemsOf(existing).join("\n"), /external-dns with cloudflare set/);
  });

  describe("at Cloudflare", () => {
    const apiToken = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };
    const options = { zones: { "example.com": "0123456789abcdef0123456789abcdef" }, cloudflare: { apiToken } };

    it("has no finding on an existing cluster, and no rights in a cloud", async () => {
      for (const profile of ["production", "development"])
        assert.deepEqual(await findingsOf("existing", "external-dns", profile, options), []);
      const plan = await planOf(configOn("eks", options), "one");
      assert.deepEqual(all(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
    });

    it("reads its token from a Secret, and asks for its own zones only", async () => {
      const plan = await planOf(configOn("eks", options), "one");
      only(plan, "kubernetes:core/v1:Secret", "external-dns-cloudflare-token");
      const values = await valuesOn("eks", options);
      assert.equal(values.provider.name, "cloudflare");
      assert.deepEqual(values.env, [
        { name: "CF_API_TOKEN", valueFrom: { secretKeyRef: { name: "cloudflare", key: "api-token" } } },
      ]);
      assert.deepEqual(values.extraArgs["zone-id-filter"], ["0123456789abcdef0123456789abcdef"]);
    });

    it("refuses a zone by its name, private ones, and a token in plain text", () => {
      const said = (more: Options) => problemsOf(configOn("eks", { ...options, ...more })).join("\n");
      assert.equal(said({}), "");
      assert.match(said({ zones: { "example.com": "example.com" } }), /32 hexadecimal digits/);
      assert.match(said({ visibility: "private" }), /public, as its zones are/);
      assert.match(said({ cloudflare: { apiToken: "abc" } }), /apiToken/);
    });
  });
});
