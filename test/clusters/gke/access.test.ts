import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { all, only } from "../../support/plan";
import { planGke, useGke } from "./support";

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: readonly { readonly user: { readonly exec: Readonly<Record<string, unknown>> } }[];
  readonly "current-context": string;
}

// The test looks inside the secret; what a plan shows of it is another test.
async function kubeconfig(options: Readonly<Record<string, unknown>>): Promise<Kubeconfig> {
  let text = "";
  await useGke(options, (cluster) => {
    pulumi.unsecret(cluster.kubeconfig).apply((it) => {
      text = it;
    });
    return {};
  });
  return JSON.parse(text) as Kubeconfig;
}

describe("access to a GKE cluster", () => {
  it("is by a plugin that asks for a token, which the kubeconfig does not hold", async () => {
    const { clusters, users, "current-context": current } = await kubeconfig({});
    assert.deepEqual(clusters[0]?.cluster, {
      server: "https://${test.endpoint}",
      "certificate-authority-data": "${test.masterAuth.clusterCaCertificate}",
    });
    assert.equal(users[0]?.user.exec.command, "gke-gcloud-auth-plugin");
    assert.deepEqual(Object.keys(users[0]?.user ?? {}), ["exec"]);
    assert.equal(current, "test");
  });

  it("is a secret in outputs and in the provider's inputs", async () => {
    const plan = await planGke();
    assert.equal(plan.outputs.kubeconfig, "[secret]");
    assert.equal(only(plan, "pulumi:providers:kubernetes").inputs.kubeconfig, "[secret]");
  });

  it("needs no certificate authority by the DNS name", async () => {
    const { clusters } = await kubeconfig({ endpoint: { dns: true } });
    assert.deepEqual(clusters[0]?.cluster, {
      server: "https://${test.controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint}",
    });
    const { inputs } = only(await planGke({ endpoint: { dns: true } }), "gcp:container/cluster:Cluster");
    assert.deepEqual((inputs.controlPlaneEndpointsConfig as Record<string, unknown>).dnsEndpointConfig, {
      allowExternalTraffic: true,
    });
  });

  it("has a command that fits how the cluster is reached", async () => {
    const command = async (options: Readonly<Record<string, unknown>>) =>
      (await planGke(options)).outputs.accessCommand;
    const base = "gcloud container clusters get-credentials test";
    assert.equal(await command({}), `${base} --region europe-west1 --project acme-platform --internal-ip`);
    assert.equal(
      await command({ endpoint: { access: "restricted", allowedCidrs: ["203.0.113.0/28"] } }),
      `${base} --region europe-west1 --project acme-platform`,
    );
    assert.equal(
      await command({ endpoint: { dns: true }, location: "zonal" }),
      `${base} --zone europe-west1-b --project acme-platform --dns-endpoint`,
    );
  });

  it("is given to members by roles that hold for this cluster only", async () => {
    const access = { admins: ["group:ops@acme.example"], viewers: ["user:eve@acme.example"] };
    const plan = await planGke({ access });
    const given = all(plan, "gcp:projects/iAMMember:IAMMember").filter(({ inputs }) => "condition" in inputs);
    assert.deepEqual(given.map(({ inputs }) => `${inputs.member} ${inputs.role}`).sort(), [
      "group:ops@acme.example roles/container.admin",
      "user:eve@acme.example roles/container.viewer",
    ]);
    for (const { inputs } of given)
      assert.equal(
        (inputs.condition as { expression: string }).expression,
        'resource.name.endsWith("/europe-west1/clusters/test") || ' +
          'resource.name.startsWith("projects/acme-platform/locations/europe-west1/clusters/test/")',
      );
  });

  it("takes effect while the cluster is made, and lasts until everything in it is gone", async () => {
    const plan = await planGke({ access: { admins: ["group:ops@acme.example"], viewers: ["user:eve@acme.example"] } });
    const roles = all(plan, "gcp:projects/iAMMember:IAMMember").filter(({ inputs }) => "condition" in inputs);
    for (const { dependsOn } of roles)
      assert.ok(dependsOn.every((urn) => !urn.includes("gcp:container/cluster:Cluster::")));
    const { dependsOn } = only(plan, "pulumi:providers:kubernetes");
    assert.ok(dependsOn.some((urn) => urn.endsWith("::test-admins-group:ops@acme.example")));
    assert.ok(dependsOn.every((urn) => !urn.includes("::test-viewers-")));
  });

  it("can name groups in RBAC through a security group", async () => {
    const securityGroup = "gke-security-groups@acme.example";
    const { inputs } = only(await planGke({ access: { securityGroup } }), "gcp:container/cluster:Cluster");
    assert.deepEqual(inputs.authenticatorGroupsConfig, { securityGroup });
  });
});
