import assert from "node:assert/strict";
import type { AddonContext } from "../../components/addons/addon";
import { argocdOptions } from "../../components/addons/argocd/options";
import { chartValues } from "../../components/addons/argocd/values";
import type { ClusterFacts } from "../../components/clusters/cluster";
import { configOf, only, planOf, problemsOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };
const secure = { secure: "v1:ciphertext" };
const exposed = {
  server: { exposure: "internet", host: "argocd.example.com", tls: { issuer: { name: "letsencrypt" } } },
  sso: { issuer: "https://id.example.com", clientId: "argocd", clientSecret: secure, adminGroups: ["platform"] },
};

type Tree = { readonly [key: string]: Tree };

async function planWith(argocd: object, rest: object = {}) {
  return planOf({ cluster, addons: { argocd }, ...rest });
}

async function valuesOf(argocd: object, rest: object = {}): Promise<Tree> {
  const { inputs } = only(await planWith(argocd, rest), "kubernetes:helm.sh/v3:Release", "argocd-argocd");
  return inputs.values as Tree;
}

/** Every resources block in a tree of values, by its path. */
function resourceBlocks(tree: unknown, path = ""): [string, Tree][] {
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return [];
  return Object.entries(tree).flatMap(([key, value]) =>
    key === "resources" ? [[path, value as Tree] as [string, Tree]] : resourceBlocks(value, `${path}.${key}`),
  );
}

describe("the Argo CD add-on", () => {
  it("installs the pinned chart into a namespace that enforces the restricted standard", async () => {
    const plan = await planWith({});
    const namespace = only(plan, "kubernetes:core/v1:Namespace", "argocd-namespace-argocd");
    const labels = (namespace.inputs.metadata as Tree).labels as Tree;
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "argocd-argocd");
    assert.equal(release.inputs.chart, "argo-cd");
    assert.equal(release.inputs.atomic, true);
  });

  it("is highly available in production", async () => {
    const values = await valuesOf({}, { cluster: { ...cluster, zones: 3 } });
    for (const part of ["controller", "server", "repoServer", "applicationSet"]) {
      assert.equal(values[part]?.replicas, 2, part);
      assert.deepEqual(values[part]?.pdb, { enabled: true, maxUnavailable: 1 }, part);
    }
    assert.equal(values["redis-ha"]?.enabled, true);
    assert.equal(values["redis-ha"]?.hardAntiAffinity, true);
    assert.deepEqual(values["redis-ha"]?.haproxy?.podDisruptionBudget, { maxUnavailable: 1 });
    assert.equal(values.redis, undefined);
  });

  it("keeps Redis replicas on different nodes for certain in three zones only, unless told otherwise", async () => {
    const apart = async (zones: number, options: object = {}) => {
      const redis = (await valuesOf(options, { cluster: { ...cluster, zones } }))["redis-ha"];
      return [redis?.hardAntiAffinity, redis?.haproxy?.hardAntiAffinity];
    };
    assert.deepEqual(await apart(3), [true, true]);
    assert.deepEqual(await apart(1), [false, false], "a cluster of one node takes them too");
    assert.deepEqual(await apart(1, { antiAffinity: "hard" }), [true, true]);
    assert.deepEqual(await apart(3, { antiAffinity: "soft" }), [false, false]);
  });

  it("takes no poll interval in days, which Argo CD would pass over in silence", () => {
    const [line] = problemsOf({ cluster, addons: { argocd: { pollInterval: "1d" } } });
    assert.match(line ?? "", /argocd\.pollInterval: found "1d"; allowed: a duration of hours, minutes and seconds/);
  });

  it("runs one replica of everything in development, without budgets that would hold up a node's draining", async () => {
    const values = await valuesOf({}, { cluster: { ...cluster, profile: "development" } });
    for (const part of ["controller", "server", "repoServer", "applicationSet"]) {
      assert.equal(values[part]?.replicas, 1, part);
      assert.equal(values[part]?.pdb, undefined, part);
    }
    assert.equal(values["redis-ha"], undefined);
    assert.equal(values.global?.priorityClassName, "platform");
  });

  it("lets a user keep high availability in development, and shard the controller", async () => {
    const options = { highAvailability: true, controller: { replicas: 3 } };
    const values = await valuesOf(options, { cluster: { ...cluster, profile: "development" } });
    assert.equal(values.controller?.replicas, 3);
    assert.equal(values["redis-ha"]?.enabled, true);
  });

  it("gives every container that it configures requests and limits", async () => {
    const options = {
      ...exposed,
      extensions: { metrics: { url: "https://x.example/a", checksumUrl: "https://x.example/b" } },
      notifications: { webhooks: { audit: { url: "https://x.example/audit" } } },
    };
    for (const profile of ["production", "development"]) {
      const values = await valuesOf(options, { cluster: { ...cluster, profile } });
      const blocks = resourceBlocks(values);
      const paths = blocks.map(([path]) => path);
      const redis =
        profile === "production" ? [".redis-ha.redis", ".redis-ha.haproxy.init"] : [".redis", ".redis.exporter"];
      for (const path of [
        ".controller",
        ".repoServer.copyutil",
        ".notifications",
        ".redisSecretInit",
        ".server.extensions",
        ...redis,
      ])
        assert.ok(paths.includes(path), `${path} in ${profile}`);
      for (const [path, block] of blocks)
        for (const kind of ["requests", "limits"])
          assert.deepEqual(Object.keys(block[kind] ?? {}).sort(), ["cpu", "memory"], `${path} ${kind}`);
    }
  });

  it("grows with the size", async () => {
    const small = await valuesOf({ size: "small" });
    const large = await valuesOf({ size: "large" });
    assert.equal(small.configs?.params?.["controller.status.processors"], 10);
    assert.equal(large.configs?.params?.["controller.status.processors"], 50);
    assert.equal(large.controller?.replicas, 4);
  });

  const around = { priorityClass: { critical: "critical", standard: "standard" }, image: (name: string) => name };

  it("spreads over the zones that the nodes are in", async () => {
    const config = configOf({ cluster, addons: { argocd: {} } });
    const options = argocdOptions.parse({});
    const spread = (zones: number) => {
      const facts = { zones } as ClusterFacts;
      const context = { ...around, config, facts, on: () => false } as unknown as AddonContext;
      const values = chartValues(context, options) as Tree;
      return [values.global?.topologySpreadConstraints, values["redis-ha"]?.topologySpreadConstraints?.enabled];
    };
    const constraint = {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
    };
    assert.deepEqual(spread(3), [[constraint], true]);
    assert.deepEqual(spread(1), [[], false]);
  });

  it("has a DNS name made for its load balancer where something makes them", () => {
    const config = configOf({ cluster, addons: { argocd: {} } });
    const options = argocdOptions.parse({ server: { exposure: "internal", host: "argocd.example.com" } });
    const facts = {
      zones: 1,
      loadBalancer: { internal: { scheme: "internal" }, internet: {} },
    } as unknown as ClusterFacts;
    const annotations = (on: string) => {
      const context = { ...around, config, facts, on: (name: string) => name === on };
      return (chartValues(context as unknown as AddonContext, options) as Tree).server?.service?.annotations;
    };
    const name = { "external-dns.alpha.kubernetes.io/hostname": "argocd.example.com" };
    assert.deepEqual(annotations("external-dns"), { scheme: "internal", ...name });
    assert.deepEqual(annotations("none"), { scheme: "internal" });
  });

  it("is reached by port-forward only unless told otherwise, and tells how", async () => {
    const plan = await planWith({});
    const values = await valuesOf({});
    assert.deepEqual(values.server?.service, { type: "ClusterIP" });
    assert.equal(values.configs?.params?.["server.insecure"], false);
    const outputs = (plan.outputs.addons as Tree).argocd;
    assert.match(String(outputs?.accessCommand), /port-forward service\/argocd-server 8080:443/);
    assert.match(String(outputs?.passwordCommand), /argocd-initial-admin-secret/);
  });

  it("faces the internet only with a host, a certificate and single sign-on", () => {
    const lines = problemsOf({ cluster, addons: { argocd: { server: { exposure: "internet" } } } });
    for (const option of ["server.host", "server.tls", "server.exposure"])
      assert.ok(
        lines.some((line) => line.includes(`argocd.${option}:`)),
        option,
      );
    assert.deepEqual(problemsOf({ cluster, addons: { argocd: exposed } }), []);
  });

  it("takes a load balancer's networks and cert-manager's certificate", async () => {
    const server = { ...exposed.server, allowedCidrs: ["10.0.0.0/8"] };
    const values = await valuesOf({ ...exposed, server });
    assert.equal(values.server?.service?.type, "LoadBalancer");
    assert.deepEqual(values.server?.service?.loadBalancerSourceRanges, ["10.0.0.0/8"]);
    assert.deepEqual(values.server?.certificate?.issuer, {
      group: "cert-manager.io",
      kind: "ClusterIssuer",
      name: "letsencrypt",
    });
    assert.equal(values.global?.domain, "argocd.example.com");
  });

  it("goes through a Gateway over TLS to the server, or through an ingress", async () => {
    const server = { ...exposed.server, exposure: "internal" };
    const gateway = await valuesOf({
      ...exposed,
      server: { ...server, gateway: { name: "public", namespace: "gateways" } },
    });
    assert.deepEqual(gateway.server?.httproute?.parentRefs, [{ name: "public", namespace: "gateways" }]);
    assert.equal(gateway.server?.backendTLSPolicy?.validation?.hostname, "argocd.example.com");
    assert.equal(gateway.server?.service?.type, "ClusterIP");
    const ingress = await valuesOf({ ...exposed, server: { ...server, ingress: { className: "nginx" } } });
    assert.equal(ingress.server?.ingress?.tls, true);
    assert.equal(ingress.server?.ingress?.annotations?.["nginx.ingress.kubernetes.io/backend-protocol"], "HTTPS");
  });

  it("denies ingress by default, and opens HAProxy to the cache's users alone", async () => {
    const plan = await planWith({});
    const values = await valuesOf({});
    assert.deepEqual(values.global?.networkPolicy, { create: true, defaultDenyIngress: true });
    const policy = only(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "argocd-redis-network-policy");
    const [redis] = (policy.inputs.spec as { ingress: { from: unknown[]; ports: { port: number }[] }[] }).ingress;
    assert.equal(redis?.from.length, 3);
    assert.deepEqual(redis?.ports, [{ port: 6379, protocol: "TCP" }]);
  });

  it("has the platform's priority class, or the user's", async () => {
    assert.equal((await valuesOf({})).global?.priorityClassName, "platform");
    assert.equal((await valuesOf({ priorityClass: "ours" })).global?.priorityClassName, "ours");
  });

  it("takes every image from a mirror", async () => {
    const values = await valuesOf({}, { mirror: { images: "registry.example.com/mirror" } });
    assert.equal(values.global?.image?.repository, "registry.example.com/mirror/argoproj/argocd");
    assert.equal(values["redis-ha"]?.image?.repository, "registry.example.com/mirror/docker/library/redis");
    assert.equal(values["redis-ha"]?.haproxy?.image?.repository, "registry.example.com/mirror/docker/library/haproxy");
    assert.equal(values["redis-ha"]?.exporter?.image, "registry.example.com/mirror/oliver006/redis_exporter");
  });

  it("is scraped and alerted on where Prometheus is on, and only there", async () => {
    const without = await valuesOf({});
    assert.equal(without.controller?.metrics?.enabled, false);
    const plan = await planOf({ cluster, addons: { argocd: {}, prometheus: {} } });
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "argocd-argocd");
    const values = release.inputs.values as Tree;
    for (const part of ["controller", "server", "repoServer", "applicationSet", "notifications"])
      assert.deepEqual(values[part]?.metrics?.serviceMonitor, { enabled: true }, part);
    const spec = values.controller?.metrics?.rules?.spec as unknown as { alert: string }[];
    assert.ok(spec.some(({ alert }) => alert === "ArgoCDSyncFailed"));
    assert.equal(values["redis-ha"]?.exporter?.serviceMonitor?.enabled, true);
  });

  it("merges a user's chart values over its own", async () => {
    const values = await valuesOf({ values: { server: { replicas: 5 }, global: { podLabels: { team: "platform" } } } });
    assert.equal(values.server?.replicas, 5);
    assert.deepEqual(values.server?.pdb, { enabled: true, maxUnavailable: 1 });
    assert.deepEqual(values.global?.podLabels, { team: "platform" });
  });
});
