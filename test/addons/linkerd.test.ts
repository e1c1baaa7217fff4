import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, problemsOf } from "../support/plan";
import { clusters, everywhere, findingsOf, objectsIn, planned, policiesIn, type Tree, valuesIn } from "./cloudPlans";

const needed = { "cert-manager": {}, "gateway-api": {} };
const mesh = { ...needed, linkerd: {} };

/** What it needs on a cloud: GKE brings the Gateway API by itself. */
const neededOn = (cloud: string) => (cloud === "gke" ? { "cert-manager": {} } : needed);
const controlPlane = "linkerd-linkerd-control-plane";

const on = (linkerd: object, rest = {}) => planned("existing", { ...needed, linkerd }, rest);

/** Every amount of processor or memory that Linkerd's charts are told, each with request and limit. */
function amounts(values: Tree, path = ""): readonly string[] {
  return Object.entries(values).flatMap(([key, inner]) => {
    if (typeof inner !== "object" || inner === null) return [];
    const whole = ["request", "limit"].every((side) => inner.cpu?.[side] && inner.memory?.[side]);
    return inner.cpu === undefined ? amounts(inner, `${path}${key}.`) : whole ? [`${path}${key}`] : [`${path}${key}?`];
  });
}

describe("linkerd", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const others = { prometheus: {}, ...neededOn(cloud) };
        assert.deepEqual(await findingsOf(cloud, profile, { ...others, linkerd: { viz: true } }, others), []);
      });

  it("is refused beside Istio, without cert-manager, on Autopilot, and viz without Prometheus", () => {
    const refused = (addons: object, cluster: object = clusters.existing) => problemsOf({ cluster, addons }).join("\n");
    assert.match(refused({ ...mesh, istio: {} }), /linkerd together with istio|istio together with linkerd/);
    assert.match(refused({ linkerd: {} }), /linkerd without .*cert-manager/);
    assert.match(refused({ ...needed, linkerd: { viz: true } }), /linkerd\.viz: .*viz with prometheus on/);
    assert.match(refused({ "cert-manager": {}, linkerd: {} }), /linkerd without gateway-api/);
    const autopilot = { ...clusters.gke, mode: "autopilot" };
    assert.match(refused({ ...neededOn("gke"), linkerd: {} }, autopilot), /linkerd\.cni: .*autopilot/);
    assert.equal(refused({ ...neededOn("gke"), linkerd: { cni: false } }, autopilot), "");
  });

  it("has no key of an identity or a webhook in the plan: cert-manager makes them in the cluster", async () => {
    const plan = await planned("existing", { ...mesh, prometheus: {}, linkerd: { viz: true } });
    const own = all(plan, "kubernetes:core/v1:Secret").filter(({ name }) => name.startsWith("linkerd-"));
    assert.deepEqual(own, []);
    assert.doesNotMatch(JSON.stringify(plan.resources), /keyPEM|PRIVATE KEY/);
    const { identity, proxyInjector, profileValidator, policyValidator } = valuesIn(plan, controlPlane);
    assert.deepEqual(identity, { externalCA: true, issuer: { scheme: "kubernetes.io/tls" } });
    const certificates = objectsIn(plan, "Certificate");
    for (const webhook of [proxyInjector, profileValidator, policyValidator]) {
      assert.equal(webhook?.externalSecret, true);
      const [, service = ""] = String(webhook?.injectCaFrom).split("/");
      assert.deepEqual(certificates[service]?.spec?.dnsNames, [`${service}.linkerd.svc`]);
      assert.equal(certificates[service]?.spec?.secretName, `${service}-k8s-tls`);
    }
    assert.equal(valuesIn(plan, "linkerd-linkerd-viz").tap?.injectCaFrom, "linkerd-viz/tap");
  });

  it("replaces what it issues with by itself, and the trust anchor only by hand", async () => {
    const { "linkerd-identity-issuer": issuer, "linkerd-trust-anchor": anchor } = objectsIn(
      await on({}),
      "Certificate",
    );
    assert.deepEqual([issuer?.spec?.duration, issuer?.spec?.privateKey?.rotationPolicy], ["48h", "Always"]);
    assert.equal(anchor?.spec?.privateKey?.rotationPolicy, "Never");
    const sources = async (linkerd: object) => {
      const { "linkerd-identity-trust-roots": bundle } = objectsIn(await on(linkerd), "Bundle");
      return Object.values(bundle?.spec?.sources ?? {}).map(({ secret }) => String(secret?.name));
    };
    assert.deepEqual(await sources({}), ["linkerd-trust-anchor"]);
    assert.deepEqual(await sources({ previousAnchor: true }), ["linkerd-trust-anchor", "linkerd-previous-anchor"]);
  });

  it("lets nobody outside its namespace have identities signed", async () => {
    const plan = await on({});
    const issuers = all(plan, "kubernetes:cert-manager.io/v1:Issuer").filter(({ name }) => name.startsWith("linkerd-"));
    assert.ok(issuers.length > 0);
    for (const { inputs } of issuers) assert.equal((inputs.metadata as Tree).namespace, "linkerd");
    const clusterWide = all(plan, "kubernetes:cert-manager.io/v1:ClusterIssuer");
    assert.deepEqual(
      clusterWide.filter(({ name }) => name.startsWith("linkerd-")),
      [],
    );
    const { app } = valuesIn(plan, "linkerd-linkerd-trust-manager");
    assert.deepEqual([app?.trust?.namespace, app?.targetNamespaces], ["linkerd", ["linkerd"]]);
  });

  it("keeps meshed pods at the level restricted by the plugin, and says what it costs to go without", async () => {
    const level = (plan: Awaited<ReturnType<typeof on>>, name: string) => {
      const { labels } = only(plan, "kubernetes:core/v1:Namespace", `linkerd-namespace-${name}`).inputs
        .metadata as Tree;
      return String(labels?.["pod-security.kubernetes.io/enforce"]);
    };
    const plan = await on({});
    assert.deepEqual([level(plan, "linkerd"), level(plan, "linkerd-cni")], ["restricted", "privileged"]);
    assert.equal(valuesIn(plan, controlPlane).cniEnabled, true);
    const without = await on({ cni: false });
    assert.equal(level(without, "linkerd"), "privileged");
    assert.equal(valuesIn(without, controlPlane).cniEnabled, false);
  });

  it("finds the plugins' folder on GKE", async () => {
    const values = valuesIn(await planned("gke", { ...neededOn("gke"), linkerd: {} }), "linkerd-linkerd-cni");
    assert.equal(values.destCNIBinDir, "/home/kubernetes/bin");
    assert.equal(valuesIn(await planned("eks", mesh), "linkerd-linkerd-cni").destCNIBinDir, undefined);
  });

  it("gives every container a request and a limit, in the charts' own form", async () => {
    const plan = await planned("existing", { ...mesh, prometheus: {}, linkerd: { viz: true } });
    assert.deepEqual([...amounts(valuesIn(plan, controlPlane))].sort(), [
      "destinationResources",
      "identityResources",
      "policyController.resources",
      "proxy.resources",
      "proxyInjectorResources",
      "spValidatorResources",
    ]);
    assert.deepEqual(amounts(valuesIn(plan, "linkerd-linkerd-cni")), ["repairController.resources", "resources"]);
    assert.equal(amounts(valuesIn(plan, "linkerd-linkerd-viz")).filter((path) => !path.endsWith("?")).length, 4);
  });

  it("starts no pod outside the mesh in production, but lets start what the mesh itself needs", async () => {
    const { proxyInjector, webhookFailurePolicy, controllerReplicas } = valuesIn(await on({}), controlPlane);
    assert.deepEqual([webhookFailurePolicy, controllerReplicas], ["Fail", 2]);
    const spared = JSON.stringify(proxyInjector?.namespaceSelector);
    for (const namespace of ["kube-system", "cert-manager", "karpenter", "cluster-autoscaler", "linkerd-cni"])
      assert.match(spared, new RegExp(`"${namespace}"`));
    const small = valuesIn(await on({}, { profile: "development" }), controlPlane);
    assert.deepEqual([small.webhookFailurePolicy, small.controllerReplicas], ["Ignore", 1]);
  });

  it("takes every image from the mirror", async () => {
    const mirror = { images: "registry.example.com/mirror" };
    const plan = await planned("existing", { ...mesh, prometheus: {}, linkerd: { viz: true } }, { mirror });
    const { controllerImage, proxy, debugContainer } = valuesIn(plan, controlPlane);
    const trust = valuesIn(plan, "linkerd-linkerd-trust-manager");
    for (const image of [
      controllerImage,
      proxy?.image?.name,
      debugContainer?.image?.name,
      valuesIn(plan, "linkerd-linkerd-cni").image?.name,
      valuesIn(plan, "linkerd-linkerd-viz").defaultRegistry,
      trust.image?.repository,
    ])
      assert.match(String(image), /^registry\.example\.com\/mirror\//);
    assert.equal(trust.defaultPackage?.enabled, false);
  });

  it("lets in the API server, proxies and Prometheus", async () => {
    const plan = await planned("existing", { ...mesh, prometheus: {} });
    const policies = policiesIn(plan, "linkerd");
    assert.deepEqual(Object.keys(policies).sort(), [
      "allow-metrics",
      "allow-proxies",
      "allow-trust-metrics",
      "allow-trust-webhook",
      "allow-webhooks",
      "default-deny",
    ]);
    assert.ok(policiesIn(plan, "linkerd-cni")["default-deny"]);
  });

  it("starts its control plane after the definitions, the plugin and the certificates", async () => {
    const first = only(await on({}), "kubernetes:helm.sh/v3:Release", controlPlane).dependsOn.map((urn) =>
      urn.split("::").at(-1),
    );
    for (const name of ["linkerd-linkerd-crds", "linkerd-linkerd-cni", "linkerd-trust-roots"])
      assert.ok(first.includes(name), first.join());
  });
});
