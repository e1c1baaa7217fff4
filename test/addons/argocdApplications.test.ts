import assert from "node:assert/strict";
import { repositorySecrets } from "../../components/addons/argocd/repositories";
import { gitops } from "../../components/config/gitops";
import { Secret } from "../../components/config/secret";
import type { Plan } from "../../planner/plan";
import { all, only, planOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };
const secure = { secure: "v1:ciphertext" };
const repositories = {
  platform: { url: "https://git.example.com/platform.git", username: "git", password: secure },
  shop: {
    url: "ssh://git@git.internal.example.com:2222/shop",
    sshPrivateKey: secure,
    knownHosts: ["[git.internal.example.com]:2222 ssh-ed25519 AAAAC3Nza"],
  },
  charts: { url: "https://charts.example.com", kind: "helm" },
  images: { url: "oci://registry.example.com/web" },
};

function gitopsPlan(applications: object = {}): Promise<Plan> {
  return planOf({ cluster, addons: { argocd: {} }, gitops: { repositories, applications } });
}

interface Source {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly path?: string;
  readonly chart?: string;
  readonly helm?: { readonly valuesObject?: object; readonly valueFiles?: readonly string[] };
}

interface ApplicationSpec {
  readonly project: string;
  readonly source: Source;
  readonly destination: { readonly namespace: string };
  readonly syncPolicy: {
    readonly automated: object;
    readonly syncOptions: readonly string[];
    readonly managedNamespaceMetadata?: { readonly labels: Readonly<Record<string, string>> };
  };
}

function application(plan: Plan, name: string) {
  const resource = only(plan, "kubernetes:argoproj.io/v1alpha1:Application", `argocd-application-${name}`);
  const metadata = resource.inputs.metadata as { namespace: string; finalizers?: readonly string[] };
  return { resource, metadata, spec: resource.inputs.spec as ApplicationSpec };
}

describe("Argo CD's repositories", () => {
  it("are secrets that carry its label, with their contents hidden", async () => {
    const plan = await gitopsPlan();
    for (const name of Object.keys(repositories)) {
      const { inputs } = only(plan, "kubernetes:core/v1:Secret", `argocd-repository-${name}`);
      const { labels, namespace } = inputs.metadata as { labels: Record<string, string>; namespace: string };
      assert.equal(labels["argocd.argoproj.io/secret-type"], "repository");
      assert.equal(namespace, "argocd");
      assert.equal(inputs.stringData, "[secret]");
    }
  });

  it("say their address, their type and the credentials that fit it", () => {
    const key = new Secret("[secret]", false);
    const githubApp = { id: 12, installationId: 34, privateKey: key };
    const objects = repositorySecrets(
      gitops.parse({
        repositories: {
          app: { url: "https://github.com/acme/app", githubApp },
          charts: { url: "https://charts.example.com", kind: "helm", username: "reader", password: key },
          images: { url: "oci://registry.example.com/web" },
          shop: { url: "ssh://git@git.example.com/shop", sshPrivateKey: key },
        },
      }),
    );
    const fields = objects.map((object) => object.fields.stringData as Readonly<Record<string, unknown>>);
    assert.deepEqual(
      fields.map((data) => [data.type, Object.keys(data).slice(3)]),
      [
        ["git", ["githubAppID", "githubAppInstallationID", "githubAppPrivateKey"]],
        ["helm", ["username", "password"]],
        ["oci", []],
        ["git", ["sshPrivateKey"]],
      ],
    );
    assert.equal(fields[0]?.githubAppID, "12");
  });

  it("are known by their host keys", async () => {
    const plan = await gitopsPlan();
    const values = only(plan, "kubernetes:helm.sh/v3:Release", "argocd-argocd").inputs.values as {
      configs: { ssh: { extraHosts: string } };
    };
    assert.match(values.configs.ssh.extraHosts, /^\[git\.internal\.example\.com\]:2222 ssh-ed25519 /);
  });
});

describe("Argo CD's applications", () => {
  it("follow their repository and put right what drifts", async () => {
    const { spec, metadata } = application(
      await gitopsPlan({ base: { repository: "platform", path: "base" } }),
      "base",
    );
    assert.equal(metadata.namespace, "argocd");
    assert.deepEqual(spec.source, { repoURL: repositories.platform.url, targetRevision: "HEAD", path: "base" });
    assert.deepEqual(spec.syncPolicy.automated, { prune: true, selfHeal: true, allowEmpty: false });
    assert.equal(spec.destination.namespace, "base");
  });

  it("come from a Helm repository or an OCI artifact, with values", async () => {
    const plan = await gitopsPlan({
      cache: { repository: "charts", chart: "cache", revision: "1.2.3", values: { replicas: 2 } },
      web: { repository: "images", revision: "4.5.6", valueFiles: ["production.yaml"] },
    });
    assert.deepEqual(application(plan, "cache").spec.source, {
      repoURL: "https://charts.example.com",
      targetRevision: "1.2.3",
      chart: "cache",
      helm: { valuesObject: { replicas: 2 } },
    });
    assert.deepEqual(application(plan, "web").spec.source, {
      repoURL: "oci://registry.example.com/web",
      targetRevision: "4.5.6",
      path: ".",
      helm: { valueFiles: ["production.yaml"] },
    });
  });

  it("are each held to their own repository and namespaces by a project", async () => {
    const shop = {
      repository: "shop",
      namespaces: ["shop-jobs"],
      clusterKinds: ["rbac.authorization.k8s.io/ClusterRole"],
    };
    const plan = await gitopsPlan({ shop, base: { repository: "platform" } });
    const { inputs } = only(plan, "kubernetes:argoproj.io/v1alpha1:AppProject", "argocd-project-shop");
    const server = "https://kubernetes.default.svc";
    assert.deepEqual(inputs.spec, {
      description: "What the application shop may use",
      sourceRepos: [repositories.shop.url],
      destinations: [
        { server, namespace: "shop" },
        { server, namespace: "shop-jobs" },
      ],
      clusterResourceWhitelist: [
        { group: "", kind: "Namespace", name: "shop" },
        { group: "rbac.authorization.k8s.io", kind: "ClusterRole" },
      ],
    });
    assert.equal(application(plan, "shop").spec.project, "shop");
    assert.equal(all(plan, "kubernetes:argoproj.io/v1alpha1:AppProject").length, 2);
  });

  it("make their namespace with its pod security, except one that is somebody else's", async () => {
    const plan = await gitopsPlan({
      shop: { repository: "shop", podSecurity: "restricted" },
      root: { repository: "platform", namespace: "argocd" },
      fixed: { repository: "platform", createNamespace: false },
    });
    const { syncOptions, managedNamespaceMetadata } = application(plan, "shop").spec.syncPolicy;
    assert.ok(syncOptions.includes("CreateNamespace=true"));
    assert.equal(managedNamespaceMetadata?.labels["pod-security.kubernetes.io/enforce"], "restricted");
    for (const name of ["root", "fixed"]) {
      const policy = application(plan, name).spec.syncPolicy;
      assert.ok(!policy.syncOptions.includes("CreateNamespace=true"), name);
      assert.equal(policy.managedNamespaceMetadata, undefined, name);
    }
  });

  it("come after the chart, their project and their repository, so that they go before them", async () => {
    const plan = await gitopsPlan({ shop: { repository: "shop" } });
    const { resource } = application(plan, "shop");
    const first = [
      only(plan, "kubernetes:helm.sh/v3:Release", "argocd-argocd"),
      only(plan, "kubernetes:argoproj.io/v1alpha1:AppProject", "argocd-project-shop"),
      only(plan, "kubernetes:core/v1:Secret", "argocd-repository-shop"),
    ];
    for (const { urn } of first) assert.ok(resource.dependsOn.includes(urn), urn);
    assert.equal(resource.deletedWith, null);
  });

  it("take what they applied with them, unless they are to keep it", async () => {
    const plan = await gitopsPlan({ shop: { repository: "shop" }, kept: { repository: "shop", onDelete: "keep" } });
    assert.deepEqual(application(plan, "shop").metadata.finalizers, ["resources-finalizer.argocd.argoproj.io"]);
    assert.deepEqual(application(plan, "kept").metadata.finalizers ?? [], []);
  });
});
