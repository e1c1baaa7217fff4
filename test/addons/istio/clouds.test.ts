import assert from "node:assert/strict";
import type { AddonContext } from "../../../components/addons/addon";
import type { Plan } from "../../../planner/plan";
import { all, only, planOf, problemsOf } from "../../support/plan";
import { type Around, existing, partsOf, releaseOf } from "./parts";

const gke: Around = {
  cloud: "gke",
  facts: {
    istioCni: { platform: "gke", cniBinDir: "/home/kubernetes/bin" },
    loadBalancer: { internal: { "networking.gke.io/load-balancer-type": "Internal" }, internet: {} },
  },
};
const eks: Around = {
  cloud: "eks",
  facts: { loadBalancer: { internal: { scheme: "internal" }, internet: { scheme: "internet-facing" } } },
};

interface GatewayService {
  readonly type: string;
  readonly annotations: AddonContext["facts"]["loadBalancer"]["internal"];
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly externalTrafficPolicy?: string;
}

function service(gateway: object, around?: Around): GatewayService {
  return releaseOf({ gateway }, "istio-ingressgateway", around).values.service as GatewayService;
}

const problem = (istio: object) => problemsOf({ cluster: existing, addons: { istio } }).join("\n");

describe("Istio on the clouds", () => {
  it("knows GKE's CNI folder and allows critical pods by a quota", () => {
    const { values } = releaseOf({}, "istio-cni", gke);
    assert.equal(values.cniBinDir, "/home/kubernetes/bin");
    assert.deepEqual(values.resourceQuotas, { enabled: true });
    assert.deepEqual(releaseOf({}, "ztunnel", gke).values.resourceQuotas, { enabled: true });
    // The chart's own platform would take the folder away again.
    assert.equal((values.global as { platform?: string }).platform, undefined);
    assert.equal(
      (releaseOf({}, "istiod-1-30", gke).values.global as { priorityClassName?: string }).priorityClassName,
      undefined,
    );
  });

  it("leaves the CNI folder alone where the chart's default holds", () => {
    const { values } = releaseOf({}, "istio-cni", eks);
    assert.equal("cniBinDir" in values, false);
    assert.deepEqual(values.resourceQuotas, { enabled: false });
    const global = releaseOf({}, "istiod-1-30", eks).values.global as { priorityClassName?: string };
    assert.equal(global.priorityClassName, "system-cluster-critical");
  });

  it("takes an existing cluster's platform from the options", () => {
    assert.equal((releaseOf({ platform: "k3s" }, "istio-cni").values.global as { platform?: string }).platform, "k3s");
    assert.equal(releaseOf({ platform: "gke" }, "istio-cni").values.cniBinDir, "/home/kubernetes/bin");
  });

  it("keeps Azure's admission enforcer off its webhooks, there only", () => {
    const off = { "admissions.enforcer/disabled": "true" };
    const tag = (around: Around) => partsOf({}, around).objects?.find(({ name }) => name === "tag-default")?.metadata;
    assert.deepEqual(releaseOf({}, "istiod-1-30", { cloud: "aks" }).values.sidecarInjectorWebhookAnnotations, off);
    assert.deepEqual(tag({ cloud: "aks" })?.annotations, off);
    assert.deepEqual(tag(eks)?.annotations, {});
  });

  it("has an internal load balancer on a cloud, and one on the internet only when asked for", () => {
    assert.deepEqual(service({}, eks).annotations, { scheme: "internal" });
    const open = service({ exposure: "internet", allowedCidrs: ["203.0.113.0/24"], preserveClientAddress: true }, eks);
    assert.deepEqual(open, {
      type: "LoadBalancer",
      annotations: { scheme: "internet-facing" },
      loadBalancerSourceRanges: ["203.0.113.0/24"],
      externalTrafficPolicy: "Local",
    });
  });

  it("keeps gateways of the Gateway API inside too, and more than one replica of them", () => {
    const { istio } = releaseOf({ gateway: { exposure: "internet" } }, "istiod-1-30", gke).values.gatewayClasses as {
      istio: object;
    };
    assert.deepEqual(istio, {
      horizontalPodAutoscaler: { spec: { minReplicas: 2, maxReplicas: 5 } },
      podDisruptionBudget: { spec: { minAvailable: 1 } },
      service: { metadata: { annotations: { "networking.gke.io/load-balancer-type": "Internal" } } },
    });
  });

  it("has no load balancer on an existing cluster unless told how to make one", () => {
    assert.deepEqual(service({}), { type: "ClusterIP", annotations: {} });
    assert.match(problem({ gateway: { exposure: "internal" } }), /gateway\.exposure: found "internal"/);
    const annotations = { "metallb.io/address-pool": "inside" };
    assert.equal(service({ exposure: "internal", annotations }).type, "LoadBalancer");
    assert.match(problem({ gateway: { preserveClientAddress: true } }), /preserveClientAddress.*no load balancer/);
    assert.match(problem({ gateway: { allowedCidrs: ["10.0.0.0/8"] } }), /allowedCidrs.*no load balancer/);
  });

  it("has an internal one on an existing cluster that says what makes it internal", async () => {
    const annotations = { "metallb.io/address-pool": "inside" };
    const cluster = { ...existing, loadBalancer: { internal: annotations } };
    const plan = await planOf({ cluster, addons: { istio: { gateway: { preserveClientAddress: true } } } });
    const { values } = only(plan, "kubernetes:helm.sh/v3:Release", "istio-istio-ingressgateway").inputs;
    const { type, annotations: given } = (values as { service: GatewayService }).service;
    assert.deepEqual([type, given], ["LoadBalancer", annotations]);
  });

  it("never opens the egress gateway to the outside", () => {
    const { values, namespace } = releaseOf({ egressGateway: { enabled: true } }, "istio-egressgateway", eks);
    assert.deepEqual([values.service, namespace], [{ type: "ClusterIP" }, "istio-egress"]);
  });
});

describe("Istio in a cloud's own plan", () => {
  const clouds = {
    eks: { cloud: "eks", region: "eu-west-1" },
    aks: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
    gke: { cloud: "gke", region: "europe-west1", project: "shop-platform" },
  } as const;
  const planned = (cloud: keyof typeof clouds) => planOf({ cluster: clouds[cloud], addons: { istio: {} } });
  const valuesIn = (plan: Plan, name: string) =>
    only(plan, "kubernetes:helm.sh/v3:Release", `istio-${name}`).inputs.values as Readonly<Record<string, unknown>>;

  it("on GKE has the CNI folder and the quotas, and the API server's way to istiod's webhook", async () => {
    const plan = await planned("gke");
    const cni = valuesIn(plan, "istio-cni");
    assert.deepEqual([cni.cniBinDir, cni.resourceQuotas], ["/home/kubernetes/bin", { enabled: true }]);
    assert.deepEqual(valuesIn(plan, "ztunnel").resourceQuotas, { enabled: true });
    const open = all(plan, "gcp:compute/firewall:Firewall").flatMap(
      ({ inputs }) => (inputs.allows ?? []) as readonly { ports?: readonly string[] }[],
    );
    assert.ok(open.some(({ ports }) => ports?.includes("15017")));
    const { service } = valuesIn(plan, "istio-ingressgateway") as { service: GatewayService };
    assert.equal(service.annotations["networking.gke.io/load-balancer-type"], "Internal");
  });

  it("on AKS keeps the admission enforcer off, and the gateway off the internet", async () => {
    const plan = await planned("aks");
    const off = { "admissions.enforcer/disabled": "true" };
    assert.deepEqual(valuesIn(plan, "istiod-1-30").sidecarInjectorWebhookAnnotations, off);
    const tag = only(plan, "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration");
    assert.deepEqual((tag.inputs.metadata as { annotations: object }).annotations, off);
    const { service } = valuesIn(plan, "istio-ingressgateway") as { service: GatewayService };
    assert.equal(service.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"], "true");
    assert.equal("cniBinDir" in valuesIn(plan, "istio-cni"), false);
  });

  it("on EKS leaves the CNI folder alone and has an internal network load balancer", async () => {
    const plan = await planned("eks");
    assert.equal("cniBinDir" in valuesIn(plan, "istio-cni"), false);
    const { service } = valuesIn(plan, "istio-ingressgateway") as { service: GatewayService };
    assert.equal(service.annotations["service.beta.kubernetes.io/aws-load-balancer-type"], "nlb");
    assert.equal(service.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"], "internal");
  });

  it("stays until its load balancers are gone, when the cluster goes", async () => {
    for (const cloud of ["eks", "aks", "gke"] as const) {
      const { resources } = await planned(cloud);
      const own = resources.filter(({ name, type }) => /:(Release|Namespace)$/.test(type) && name.startsWith("istio-"));
      const dropped = own.filter(({ deletedWith }) => deletedWith);
      assert.ok(own.length > 5, cloud);
      assert.deepEqual(
        dropped.map(({ name }) => name),
        ["istio-istio-base"],
      );
    }
  });
});

describe("Istio's checks", () => {
  it("refuse options of sidecars in ambient mode", () => {
    assert.match(problem({ outboundTraffic: "registryOnly" }), /outboundTraffic.*mode: sidecar/);
    assert.match(problem({ holdApplicationUntilProxyStarts: false }), /holdApplicationUntilProxyStarts.*mode: sidecar/);
    assert.equal(problem({ mode: "sidecar", outboundTraffic: "registryOnly" }), "");
  });

  it("refuse names that are no revision, or a tag's", () => {
    assert.match(problem({ revision: "1.30.3" }), /revision: found "1\.30\.3"; allowed: 1 to 50 lower-case/);
    assert.match(problem({ revision: "default" }), /revision: found "default"; allowed: a name that is no tag/);
    assert.match(problem({ revisionTags: ["stable", "stable"] }), /revisionTags\[1\]/);
    assert.match(problem({ revisionTags: ["default"] }), /revisionTags\[0\]/);
  });

  it("refuse clusters whose nodes take no agent, and a platform for a cluster that is made here", () => {
    const gkeProblem = (mode: string, istio: object) =>
      problemsOf({
        cluster: { cloud: "gke", region: "europe-west1", project: "shop-platform", mode },
        addons: { istio },
      }).join("\n");
    assert.match(gkeProblem("autopilot", {}), /addons\.istio: found a cluster of mode autopilot/);
    assert.doesNotMatch(gkeProblem("standard", {}), /addons\.istio/);
    assert.match(gkeProblem("standard", { platform: "k3s" }), /addons\.istio\.platform: found "k3s"/);
  });

  it("refuse fewer replicas at most than at least", () => {
    assert.match(
      problem({ gateway: { minReplicas: 4, maxReplicas: 3 } }),
      /gateway\.maxReplicas: found 3; allowed: at least minReplicas, 4/,
    );
  });
});
