import assert from "node:assert/strict";
import { gitopsProblems } from "../../components/config/checks/gitops";
import { showPath } from "../../components/config/errors";
import { gitops } from "../../components/config/gitops";
import { Secret } from "../../components/config/secret";
import { configOf, problemsOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };
const key = new Secret("[secret]", false);
const web = { url: "https://git.example.com/team/web.git" };

/** Each problem as `path: allowed`, of a gitops section on a stack with these add-ons. */
function problems(section: object, addons: object = { argocd: {} }): string[] {
  const config = { ...configOf({ cluster, addons }), gitops: gitops.parse(section) };
  return gitopsProblems(config).map(({ path, allowed }) => `${showPath(path).split(":")[1]}: ${allowed}`);
}

describe("the gitops config", () => {
  it("takes repositories and applications, with the safe defaults", () => {
    const section = { repositories: { web }, applications: { shop: { repository: "web" } } };
    assert.deepEqual(problems(section), []);
    const shop = gitops.parse(section).applications.shop;
    assert.equal(shop?.prune, true);
    assert.equal(shop?.selfHeal, true);
    assert.equal(shop?.onDelete, "delete");
    assert.equal(shop?.podSecurity, "baseline");
    assert.deepEqual(shop?.clusterKinds, []);
  });

  it("asks for a known repository, naming the nearest", () => {
    const config = {
      ...configOf({ cluster, addons: { argocd: {} } }),
      gitops: gitops.parse({ repositories: { platform: web }, applications: { shop: { repository: "platfrom" } } }),
    };
    const [problem] = gitopsProblems(config);
    assert.equal(problem?.nearest, "platform");
    assert.deepEqual(problem?.path, ["gitops", "applications", "shop", "repository"]);
  });

  it("refuses an ssh key with an https address, and ssh without a key", () => {
    const [wrong] = problems({ repositories: { web: { ...web, sshPrivateKey: key } } });
    assert.match(wrong ?? "", /^gitops\.repositories\.web\.sshPrivateKey: with an ssh:\/\/ address only/);
    const [missing] = problems({ repositories: { web: { url: "ssh://git@git.example.com/web" } } });
    assert.match(missing ?? "", /^gitops\.repositories\.web\.sshPrivateKey: a private key/);
  });

  it("refuses a password with ssh, and half of a user name and password", () => {
    const ssh = { url: "ssh://git@git.example.com/web", sshPrivateKey: key, username: "x", password: key };
    assert.match(
      problems({ repositories: { web: ssh } })[0] ?? "",
      /^gitops\.repositories\.web\.password: an sshPrivateKey/,
    );
    assert.match(problems({ repositories: { web: { ...web, username: "x" } } })[0] ?? "", /web\.password: a password/);
    assert.match(problems({ repositories: { web: { ...web, password: key } } })[0] ?? "", /web\.username: a user name/);
  });

  it("refuses credentials in an address, without repeating them", () => {
    for (const url of ["https://x:planted@git.example.com/web", "https://planted@git.example.com/web"]) {
      const lines = problemsOf({ cluster, addons: { argocd: {} }, gitops: { repositories: { web: { url } } } });
      assert.ok(
        lines.some((line) => line.includes("gitops.repositories.web.url: found credentials in the address")),
        url,
      );
      assert.ok(!lines.join("\n").includes("planted"), url);
    }
    const ssh = { sshPrivateKey: key };
    assert.match(
      problems({ repositories: { web: { ...ssh, url: "ssh://git:x@git.example.com/web" } } })[0] ?? "",
      /url/,
    );
    assert.deepEqual(problems({ repositories: { web: { ...ssh, url: "ssh://git@git.example.com/a@b" } } }), []);
  });

  it("takes a GitHub app alone and over https only", () => {
    const githubApp = { id: 1, installationId: 2, privateKey: key };
    assert.deepEqual(problems({ repositories: { web: { ...web, githubApp } } }), []);
    const both = { ...web, githubApp, username: "x", password: key };
    assert.match(problems({ repositories: { web: both } })[0] ?? "", /web\.githubApp: alone/);
  });

  it("refuses one address under two names, however it is written", () => {
    const twice = { a: { url: "https://Git.example.com/web.git" }, b: { url: "https://git.example.com/web/" } };
    assert.deepEqual(problems({ repositories: twice }), ["gitops.repositories.b.url: an address of its own"]);
    const apart = { a: { url: "https://git.example.com/web" }, b: { url: "https://git.example.com/Web" } };
    assert.deepEqual(problems({ repositories: apart }), []);
  });

  it("asks for a chart and its version from a Helm repository", () => {
    const repositories = { charts: { url: "https://charts.example.com", kind: "helm" } };
    const found = problems({ repositories, applications: { shop: { repository: "charts" } } });
    assert.deepEqual(
      found.map((line) => line.split(":")[0]),
      ["gitops.applications.shop.chart", "gitops.applications.shop.revision"],
    );
    const named = { repository: "charts", chart: "shop", revision: "1.2.3" };
    assert.deepEqual(problems({ repositories, applications: { shop: named } }), []);
  });

  it("asks for a tag from an OCI repository", () => {
    const repositories = { charts: { url: "oci://registry.example.com/shop" } };
    const [found] = problems({ repositories, applications: { shop: { repository: "charts" } } });
    assert.match(found ?? "", /shop\.revision: a tag or a digest/);
  });

  it("refuses a secret among an application's values", () => {
    const shop = { repository: "web", values: { database: { dsn: key } } };
    assert.match(problems({ repositories: { web }, applications: { shop } })[0] ?? "", /shop\.values: values without/);
  });

  it("asks for an add-on that follows it", () => {
    assert.match(problems({ repositories: { web } }, {})[0] ?? "", /^gitops: with the add-on argocd or flux on/);
    assert.deepEqual(problems({}, {}), []);
  });

  it("keeps Argo CD's own project apart", () => {
    const [found] = problems({ repositories: { web }, applications: { default: { repository: "web" } } });
    assert.match(found ?? "", /^gitops\.applications\.default: another name/);
  });

  it("refuses an application's name that Helm would not take, and a namespace that Kubernetes would not", () => {
    const repositories = { web };
    const long = "a".repeat(54);
    const [name] = problemsOf({
      cluster,
      addons: { argocd: {} },
      gitops: { repositories, applications: { [long]: { repository: "web" } } },
    });
    assert.match(name ?? "", /1 to 53 lower-case letters/);
    const shop = { repository: "web", namespace: "Shop" };
    const [namespace] = problemsOf({
      cluster,
      addons: { argocd: {} },
      gitops: { repositories, applications: { shop } },
    });
    assert.match(namespace ?? "", /gitops\.applications\.shop\.namespace: found "Shop"; allowed: 1 to 63/);
  });
});
