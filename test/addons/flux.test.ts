import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { resourceOf } from "../../components/addons/flux/access";
import { repositorySecrets } from "../../components/addons/flux/sources";
import { gitops } from "../../components/config/gitops";
import { Secret } from "../../components/config/secret";
import { all, only, planOf, problemsOf } from "../support/plan";
import { clusters, everywhere, findingsOf, objectsIn, planned, policiesIn, type Tree, valuesIn } from "./cloudPlans";

const cluster = clusters.existing;
const secure = { secure: "v1:ciphertext" };
const addons = { flux: {} };
const repositories = {
  platform: { url: "https://git.example.com/platform.git", username: "git", password: secure },
  shop: { url: "ssh://git@git.internal.example.com:2222/shop", sshPrivateKey: secure },
  charts: { url: "https://charts.example.com", kind: "helm" },
  images: { url: "oci://registry.example.com/web", username: "x", password: secure },
};

const follow = (applications: object) => planOf({ cluster, addons, gitops: { repositories, applications } });

function refusals(application: object): string {
  const section = { repositories, applications: { web: { repository: "platform", revision: "main", ...application } } };
  return problemsOf({ cluster, addons, gitops: section }).join("\n");
}

describe("flux", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const monitored = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...monitored, ...addons }, monitored), []);
      });

  it("is refused beside Argo CD, and on a Kubernetes that it was not tested on", () => {
    assert.match(problemsOf({ cluster, addons: { argocd: {}, flux: {} } }).join(), /flux together with argocd/);
    const old = { ...cluster, version: "1.32" };
    assert.match(problemsOf({ cluster: old, addons }).join(), /flux on Kubernetes 1\.32/);
  });

  it("runs what may run twice twice in production, apart and with a budget, and once elsewhere", async () => {
    const plan = await planned("existing", addons);
    const values = valuesIn(plan, "flux-flux");
    for (const controller of [values.kustomizeController, values.helmController]) {
      assert.equal(controller?.replicas, 2);
      assert.match(JSON.stringify(controller?.affinity), /topology\.kubernetes\.io\/zone/);
    }
    assert.deepEqual(Object.keys(objectsIn(plan, "PodDisruptionBudget")), ["helm-controller", "kustomize-controller"]);
    const small = await planned("existing", addons, { profile: "development" });
    assert.equal(valuesIn(small, "flux-flux").helmController?.replicas, 1);
    assert.deepEqual(objectsIn(small, "PodDisruptionBudget"), {});
  });

  it("lets its controllers do nothing to the cluster by themselves", async () => {
    const { multitenancy, kustomizeController, crds } = valuesIn(await planned("existing", addons), "flux-flux");
    assert.deepEqual(multitenancy, { enabled: true, privileged: false, defaultServiceAccount: "default" });
    assert.deepEqual(kustomizeController?.container?.additionalArgs, ["--no-remote-bases=true"]);
    assert.equal(crds?.annotations?.["helm.sh/resource-policy"], "keep");
  });

  it("takes every image from the mirror, those of the chart's jobs too", async () => {
    const mirror = { images: "registry.example.com/mirror" };
    const plan = await planned("existing", { flux: { imageAutomation: true } }, { mirror });
    const images = Object.values(valuesIn(plan, "flux-flux")).flatMap(({ image }) =>
      image === undefined ? [] : [image],
    );
    assert.equal(images.length, 7);
    for (const image of images) assert.match(String(image), /^registry\.example\.com\/mirror\/fluxcd\//);
  });

  it("lets in Prometheus where it is on, and out to the repositories' own ports", async () => {
    const plan = await planned("existing", { ...addons, prometheus: {} }, { gitops: { repositories } });
    const policies = policiesIn(plan, "flux-system");
    assert.deepEqual(Object.keys(policies).sort(), ["allow-metrics", "default-deny", "to-repositories"]);
    const spec = policies["to-repositories"]?.inputs.spec as Tree;
    assert.deepEqual(spec.podSelector?.matchLabels, { app: "source-controller" });
    assert.deepEqual(spec.egress, [{ ports: [{ port: 2222, protocol: "TCP" }] }]);
    assert.equal(valuesIn(plan, "flux-flux").prometheus?.podMonitor?.create, true);
    assert.deepEqual(Object.keys(policiesIn(await planned("existing", addons), "flux-system")), ["default-deny"]);
  });

  it("tells Slack and webhooks what failed, and keeps their tokens secret", async () => {
    const notifications = {
      slack: { token: secure, channels: ["#ops"] },
      webhooks: { hook: { url: "https://hook.example.com", token: secure } },
    };
    const plan = await planOf({ cluster, addons: { flux: { notifications } } });
    const { "slack-ops": slack, "webhook-hook": hook } = objectsIn(plan, "Provider");
    assert.deepEqual([slack?.spec?.type, slack?.spec?.channel], ["slack", "ops"]);
    assert.deepEqual([hook?.spec?.type, hook?.spec?.secretRef], ["generic", { name: "notification-webhook-hook" }]);
    for (const alert of Object.values(objectsIn(plan, "Alert"))) assert.equal(alert.spec?.eventSeverity, "error");
    for (const secret of all(plan, "kubernetes:core/v1:Secret")) assert.equal(secret.inputs.stringData, "[secret]");
  });
});

describe("Flux's applications", () => {
  it("are a Kustomization for a folder and a release for a chart, each of its own source", async () => {
    const plan = await follow({
      web: { repository: "platform", revision: "main", path: "clusters/prod" },
      cache: { repository: "charts", chart: "redis", revision: "20.1.0", values: { size: 1 } },
      own: { repository: "shop", revision: "v1.2.3", path: "chart", valueFiles: ["prod.yaml"], selfHeal: false },
      image: { repository: "images", revision: "1.0.0" },
    });
    const applied = { ...objectsIn(plan, "Kustomization"), ...objectsIn(plan, "HelmRelease") };
    assert.deepEqual(
      Object.entries(applied).map(([name, { kind }]) => [name, String(kind)]),
      [
        ["image", "Kustomization"],
        ["web", "Kustomization"],
        ["cache", "HelmRelease"],
        ["own", "HelmRelease"],
      ],
    );
    assert.equal(applied.web?.spec?.path, "./clusters/prod");
    assert.deepEqual(applied.image?.spec?.sourceRef, { kind: "OCIRepository", name: "image" });
    const chart = applied.cache?.spec?.chart?.spec;
    assert.deepEqual([chart?.chart, chart?.version], ["redis", "20.1.0"]);
    assert.deepEqual(applied.own?.spec?.chart?.spec?.valuesFiles, ["prod.yaml"]);
    assert.deepEqual(applied.own?.spec?.driftDetection, { mode: "disabled" });
    assert.deepEqual(objectsIn(plan, "GitRepository").own?.spec?.ref, { tag: "v1.2.3" });
    assert.deepEqual(objectsIn(plan, "GitRepository").web?.spec?.ref, { branch: "main" });
  });

  it("are applied as accounts that may do anything in their namespaces and nothing elsewhere", async () => {
    const plan = await follow({
      web: {
        repository: "platform",
        revision: "main",
        namespaces: ["web-data"],
        clusterKinds: ["networking.k8s.io/IngressClass"],
      },
    });
    assert.equal(objectsIn(plan, "Kustomization").web?.spec?.serviceAccountName, "application-web");
    const bindings = all(plan, "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding");
    const spaces = bindings.map(({ inputs }) => String((inputs.metadata as Tree).namespace));
    assert.deepEqual(spaces.sort(), ["web", "web-data"]);
    const role = objectsIn(plan, "ClusterRole")["flux-application-web"];
    assert.deepEqual(
      Object.values(role?.rules ?? {}).map(({ resources }) => resources),
      [["ingressclasses"]],
    );
    assert.doesNotMatch(JSON.stringify(role), /\*/);
  });

  it("go while Flux and their rights are there, with all that they applied", async () => {
    const applications = { web: { repository: "platform", revision: "main" } };
    const plan = await planned("eks", addons, { gitops: { repositories, applications } });
    const { spec } = objectsIn(plan, "Kustomization").web ?? {};
    assert.equal(spec?.deletionPolicy, "WaitForTermination");
    const type = "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization";
    const first = only(plan, type).dependsOn.map((urn) => urn.split("::").at(-1));
    for (const name of ["flux-flux", "flux-account-web", "flux-access-web-web", "flux-source-web"])
      assert.ok(first.includes(name), first.join());
    assert.equal(only(plan, type).deletedWith, null);
  });

  it("leave behind what is to be kept, with its namespace", async () => {
    const plan = await follow({
      web: { repository: "platform", revision: "main", onDelete: "keep" },
      other: { repository: "platform", revision: "main" },
    });
    assert.equal(objectsIn(plan, "Kustomization").web?.spec?.deletionPolicy, "Orphan");
    const kept = (name: string) => only(plan, "kubernetes:core/v1:Namespace", `flux-namespace-${name}`).retainOnDelete;
    assert.deepEqual([kept("web"), kept("other")], [true, false]);
  });

  it("are refused where Flux could not keep the promise", () => {
    assert.match(refusals({ revision: "HEAD" }), /web\.revision: .*a branch such as main/);
    assert.match(refusals({ selfHeal: false }), /web\.selfHeal/);
    assert.match(refusals({ values: { a: 1 }, prune: false }), /web\.prune/);
    assert.match(refusals({ values: { a: 1 }, onDelete: "keep" }), /web\.onDelete/);
    assert.match(refusals({ namespaces: ["team-*"] }), /web\.namespaces\[?\.?0/);
    assert.match(refusals({ clusterKinds: ["*"] }), /web\.namespaces: .*"\*" in namespaces and in clusterKinds/);
    assert.equal(refusals({ clusterKinds: ["*"], namespaces: ["*"] }), "");
  });

  it("agree on the namespace that they share", () => {
    const web = { repository: "platform", revision: "main", namespace: "shared" };
    const applications = { web, api: { ...web, podSecurity: "restricted" } };
    const lines = problemsOf({ cluster, addons, gitops: { repositories, applications } }).join("\n");
    assert.match(lines, /web\.podSecurity: .*restricted, as in api/);
  });
});

describe("Flux's repositories", () => {
  it("are secrets as each kind of source reads them, with the host keys of public servers", () => {
    const key = new Secret("[secret]", false);
    const caCertificate = "-----BEGIN CERTIFICATE-----";
    const objects = repositorySecrets(
      gitops.parse({
        repositories: {
          app: { url: "https://github.com/acme/app", githubApp: { id: 12, installationId: 34, privateKey: key } },
          charts: { url: "https://charts.example.com", kind: "helm", username: "x", password: key, caCertificate },
          git: { url: "https://git.example.com/x", username: "x", password: key, caCertificate },
          images: { url: "oci://registry.example.com/web", username: "x", password: key },
          open: { url: "https://git.example.com/open" },
          shop: { url: "ssh://git@github.com/shop", sshPrivateKey: key },
        },
      }),
    );
    assert.deepEqual(
      objects.map(({ name, fields }) => [name, Object.keys(fields.stringData as object).join()]),
      [
        ["repository-app", "githubAppID,githubAppInstallationID,githubAppPrivateKey"],
        ["repository-charts", "username,password"],
        ["repository-charts-authority", "ca.crt"],
        ["repository-git", "username,password,ca.crt"],
        ["repository-images", ".dockerconfigjson"],
        ["repository-shop", "identity,known_hosts"],
      ],
    );
    const data = objects.find(({ name }) => name === "repository-shop")?.fields.stringData as Tree | undefined;
    assert.match(String(data?.known_hosts), /^github\.com ssh-ed25519 /m);
  });

  it("name kinds by their plurals", () => {
    const plurals = { ClusterRole: "clusterroles", StorageClass: "storageclasses", ClusterPolicy: "clusterpolicies" };
    for (const [kind, plural] of Object.entries(plurals)) assert.equal(resourceOf(kind), plural);
    assert.equal(resourceOf("Gateway"), "gateways");
  });
});
