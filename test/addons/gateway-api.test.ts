import assert from "node:assert/strict";
import { describe, it } from "mocha";
import known from "../../charts/known-images.json";
import type { Plan } from "../../planner/plan";
import { prerequisitesOf } from "../clusters/eks/eks";
import { all, only, planOf, problemsOf } from "../support/plan";
import { type Cloud, findingsOf, stackOf } from "./clouds";

const release = "kubernetes:helm.sh/v3:Release";
const gatewayType = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const proxyType = "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy";
const certificateType = "kubernetes:cert-manager.io/v1:Certificate";

type Options = Readonly<Record<string, unknown>>;

const shop = { hosts: ["shop.example.com", "*.apps.example.com"], issuer: { name: "acme" } };
const gateways = { web: shop };
const withCertificates = { addons: { "cert-manager": {} } };

const plan = (options: Options = { gateways }, rest: Options = withCertificates, cloud: Cloud = "eks") =>
  planOf(stackOf(cloud, "gateway-api", options, rest), "one");

const planIstio = (options: Options = { gateways }, rest: Options = {}, cloud: Cloud = "eks") =>
  plan(options, { ...rest, addons: { "cert-manager": {}, istio: {} } }, cloud);

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly hostname?: string;
  readonly tls?: { readonly certificateRefs: readonly { readonly name: string }[] };
  readonly allowedRoutes: { readonly namespaces: Options };
}

function specOf(made: Plan, type: string, name: string) {
  return only(made, type, name).inputs.spec as Options;
}

function listenersOf(made: Plan, name = "web"): readonly Listener[] {
  return specOf(made, gatewayType, `gateway-api-gateway-${name}`).listeners as readonly Listener[];
}

function proxyOf(made: Plan, name = "web") {
  const { provider } = specOf(made, proxyType, `gateway-api-proxy-${name}`);
  return (provider as { kubernetes: Readonly<Record<string, Options>> }).kubernetes;
}

function istioParts(made: Plan): Readonly<Record<string, Options>> {
  const { data } = only(made, "kubernetes:core/v1:ConfigMap", "gateway-api-proxy-web").inputs;
  return Object.fromEntries(
    Object.entries(data as object).map(([part, text]) => [part, JSON.parse(String(text)).spec]),
  );
}

describe("gateway-api", () => {
  for (const cloud of ["eks", "aks", "existing"] as const)
    for (const profile of ["production", "development"])
      it(`has no finding on ${cloud} in ${profile}, with Envoy Gateway or with Istio`, async () => {
        for (const others of [{ "cert-manager": {} }, { "cert-manager": {}, istio: {} }])
          assert.deepEqual(await findingsOf(cloud, "gateway-api", profile, { gateways }, others), []);
      });

  it("brings the standard types first, and leaves them behind", async () => {
    const made = await plan();
    const { values } = only(made, release, "gateway-api-gateway-api-crds").inputs as { values: Options };
    assert.deepEqual(values, {
      standard: { enabled: true },
      experimental: { enabled: false },
      global: { resourcePolicy: { keep: true } },
    });
    assert.ok(prerequisitesOf(made, release, "gateway-api-envoy-gateway").includes("gateway-api-gateway-api-crds"));
    const first = prerequisitesOf(made, gatewayType, "gateway-api-gateway-web");
    for (const part of ["gateway-api-gateway-api-crds", "gateway-api-class", "gateway-api-proxy-web"])
      assert.ok(first.includes(part), part);
  });

  it("is run by Istio where that is on, and by Envoy Gateway where it is not", async () => {
    const className = (made: Plan) => specOf(made, gatewayType, "gateway-api-gateway-web").gatewayClassName;
    assert.equal(className(await plan()), "envoy");
    const made = await planIstio();
    assert.equal(className(made), "istio");
    assert.deepEqual(
      all(made, release).filter(({ name }) => name.includes("envoy")),
      [],
    );
    assert.equal(className(await planIstio({ gateways, controller: "envoy" })), "envoy");
  });

  it("brings the types alone, if told so", async () => {
    const made = await plan({ controller: "none" }, {});
    const own = all(made, release).map(({ name }) => name);
    assert.deepEqual(own, ["gateway-api-gateway-api-crds"]);
    const refused = problemsOf(stackOf("eks", "gateway-api", { controller: "none", gateways }, withCertificates));
    assert.match(refused.join("\n"), /found none, with gateways/);
  });

  it("listens for each host over https, and sends http there", async () => {
    const made = await plan();
    assert.deepEqual(
      listenersOf(made).map(({ name, port, hostname }) => [name, port, hostname]),
      [
        ["http", 80, undefined],
        ["shop-example-com", 443, "shop.example.com"],
        ["wildcard-apps-example-com", 443, "*.apps.example.com"],
      ],
    );
    const { parentRefs, rules } = specOf(
      made,
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      "gateway-api-redirect-web",
    );
    assert.deepEqual(parentRefs, [{ name: "web", sectionName: "http" }]);
    assert.deepEqual(rules, [
      { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] },
    ]);
  });

  it("has a certificate of the issuer for each host, in the Secret that its listener names", async () => {
    const made = await plan();
    const secrets = all(made, certificateType)
      .filter(({ name }) => name.startsWith("gateway-api"))
      .map(({ inputs }) => inputs.spec as { secretName: string; dnsNames: string[]; issuerRef: Options });
    assert.deepEqual(secrets.map(({ dnsNames }) => dnsNames[0]).sort(), ["*.apps.example.com", "shop.example.com"]);
    assert.deepEqual(secrets[0]?.issuerRef, { group: "cert-manager.io", kind: "ClusterIssuer", name: "acme" });
    const named = listenersOf(made).flatMap(({ tls }) => tls?.certificateRefs.map(({ name }) => name) ?? []);
    assert.deepEqual(named.sort(), secrets.map(({ secretName }) => secretName).sort());
  });

  it("takes a Secret of the user's instead", async () => {
    const made = await plan({ gateways: { web: { hosts: ["a.example.com"], secretName: "mine" } } }, {});
    assert.deepEqual(listenersOf(made)[1]?.tls?.certificateRefs, [{ kind: "Secret", name: "mine" }]);
    assert.deepEqual(all(made, certificateType), []);
  });

  it("takes routes of the namespaces that it is told of, and of its own for the redirect", async () => {
    const from = async (options: Options) =>
      listenersOf(await plan({ gateways: { web: { ...shop, ...options } } })).map(
        ({ allowedRoutes }) => allowedRoutes.namespaces.from,
      );
    assert.deepEqual(await from({}), ["Same", "All", "All"]);
    assert.deepEqual(await from({ namespaces: ["shop"] }), ["Same", "Selector", "Selector"]);
  });

  it("is inside the network on a cloud unless told to face the internet, and reached from nowhere where nobody knows how", async () => {
    const service = async (cloud: Cloud, options: Options = {}) =>
      proxyOf(await plan({ gateways: { web: { ...shop, ...options } } }, withCertificates, cloud)).envoyService;
    const internal = await service("aks");
    assert.equal(internal?.type, "LoadBalancer");
    assert.deepEqual(internal?.annotations, { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" });
    const internet = await service("eks", { exposure: "internet", allowedCidrs: ["203.0.113.0/24"] });
    assert.match(
      JSON.stringify(internet?.annotations),
      /"service.beta.kubernetes.io\/aws-load-balancer-scheme":"internet-facing"/,
    );
    assert.deepEqual(internet?.loadBalancerSourceRanges, ["203.0.113.0/24"]);
    assert.equal((await service("existing"))?.type, "ClusterIP");
  });

  it("tells Istio the same by annotations and a ConfigMap", async () => {
    const made = await planIstio({ gateways: { web: { ...shop, exposure: "internet" } } });
    const { infrastructure } = specOf(made, gatewayType, "gateway-api-gateway-web") as {
      infrastructure: { annotations: Options; parametersRef: Options };
    };
    assert.equal(infrastructure.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"], "internet-facing");
    assert.deepEqual(infrastructure.parametersRef, { group: "", kind: "ConfigMap", name: "web-proxies" });
    assert.equal(istioParts(made).service?.type, "LoadBalancer");
    assert.deepEqual(istioParts(made).horizontalPodAutoscaler, { minReplicas: 2, maxReplicas: 6 });
  });

  it("runs its proxies more than once in production, with requests and limits for each container", async () => {
    const proxy = proxyOf(await plan());
    assert.deepEqual(proxy.envoyHpa, { minReplicas: 2, maxReplicas: 6 });
    assert.deepEqual(proxy.envoyPDB, { maxUnavailable: 1 });
    const deployment = JSON.stringify(proxy.envoyDeployment);
    assert.equal(deployment.match(/"limits":\{"cpu":"[^"]+","memory":"[^"]+"\}/g)?.length, 2);
    const small = proxyOf(await plan({ gateways }, { ...withCertificates, cluster: { profile: "development" } }));
    assert.equal(small.envoyDeployment?.replicas, 1);
    assert.deepEqual([small.envoyHpa, small.envoyPDB], [undefined, undefined]);
  });

  it("comes from the mirror: the controller, the proxies, the rate limiter", async () => {
    const made = await plan({ gateways }, { ...withCertificates, mirror: { images: "registry.example.com/mirror" } });
    const { values } = only(made, release, "gateway-api-envoy-gateway").inputs as { values: Options };
    const images = JSON.stringify([values, proxyOf(made)]).match(/"[^"]*envoyproxy\/[^"]*"/g) ?? [];
    assert.equal(images.length, 3);
    for (const image of images) assert.ok(image.startsWith('"registry.example.com/mirror/envoyproxy/'), image);
  });

  it("has the proxies' image among those to fill a mirror with", async () => {
    const proxy = proxyOf(await plan()).envoyDeployment?.container as { readonly image: string };
    assert.ok(known["envoy-gateway"].images.includes(proxy.image), proxy.image);
  });

  it("leaves no webhook behind: the one that Envoy Gateway's chart makes as a hook is off", async () => {
    const { values } = only(await plan(), release, "gateway-api-envoy-gateway").inputs as { values: Options };
    assert.deepEqual(values.topologyInjector, { enabled: false });
  });

  it("leaves Google's types alone, which Istio can do with and Envoy Gateway cannot", async () => {
    const made = await planIstio({ gateways }, {}, "gke");
    assert.deepEqual(
      all(made, release).filter(({ name }) => name.includes("crds") && name.startsWith("gateway-api")),
      [],
    );
    const refused = (options: Options, cluster: Options = {}) =>
      problemsOf(stackOf("gke", "gateway-api", options, { cluster })).join("\n");
    assert.match(refused({}), /allowed: cluster\.gatewayApi: false/);
    assert.equal(refused({}, { gatewayApi: false }), "");
  });

  it("goes before the cluster, with its load balancers", async () => {
    assert.equal(only(await plan(), gatewayType).deletedWith, null);
  });

  it("refuses gateways that cannot come up", () => {
    const said = (options: Options, rest: Options = withCertificates) =>
      problemsOf(stackOf("eks", "gateway-api", options, rest)).join("\n");
    assert.equal(said({ gateways }), "");
    assert.match(said({ gateways }, {}), /an issuer without cert-manager/);
    assert.match(said({ gateways: { web: { hosts: ["a.example.com"] } } }), /neither issuer nor secretName/);
    assert.match(said({ gateways: { web: { ...shop, secretName: "x" } } }), /either issuer or secretName/);
    const twice = { ...shop, hosts: ["a.example.com", "a.example.com"] };
    assert.match(said({ gateways: { web: twice } }), /hosts\[1\]: .*each host once/);
    assert.match(said({ gateways: { web: { ...shop, hosts: ["a.*.example.com"] } } }), /a DNS name such as/);
    assert.match(said({ controller: "istio" }), /istio with the add-on istio on/);
  });
});
