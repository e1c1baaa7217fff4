import assert from "node:assert/strict";
import { listManagedClusterUserCredentialsOutput } from "@pulumi/azure-native/containerservice";
import { getResourceGroupOutput } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { certificateAuthorityIn } from "../../../components/clusters/aks/kubeconfig";
import { record } from "../../../planner/recorder";
import { planOf } from "../../support/plan";
import { admins, aks, planWith, subscriptionId } from "./stacks";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("access to a cluster on AKS", () => {
  it("is by kubelogin, with no token in the kubeconfig, which is a secret", async () => {
    const { resources, outputs } = await planWith({}, ({ kubeconfig }) => ({
      kubeconfig,
      opened: pulumi.unsecret(kubeconfig),
    }));
    const { kubeconfig, opened } = outputs.used as Record<string, string>;
    assert.equal(kubeconfig, "[secret]");
    const { clusters, users } = JSON.parse(opened ?? "");
    assert.deepEqual(clusters[0].cluster, {
      server: "https://${test-aks-control-plane.privateFQDN}:443",
      "certificate-authority-data": "${listManagedClusterUserCredentials.kubeconfigs[0].value}",
    });
    assert.deepEqual(Object.keys(users[0].user), ["exec"]);
    assert.equal(users[0].user.exec.command, "kubelogin");
    assert.deepEqual(users[0].user.exec.args.slice(0, 3), ["get-token", "--login", "azurecli"]);
    const [provider] = resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
    assert.equal(provider?.inputs.kubeconfig, "[secret]");
    assert.equal(provider?.inputs.clusterIdentifier, "${test-aks-control-plane.id}");
  });

  it("has a command for people", async () => {
    const { outputs } = await planOf({ cluster: aks({ subscriptionId, access: { admins, login: "devicecode" } }) });
    assert.equal(
      outputs.accessCommand,
      `az aks get-credentials --resource-group test --name \${test-aks-control-plane.name} --subscription ${subscriptionId} && kubelogin convert-kubeconfig --login devicecode`,
    );
    assert.equal(outputs.endpoint, "https://${test-aks-control-plane.privateFQDN}:443");
  });

  it("finds the certificate in what Azure gives", () => {
    const kubeconfig = "clusters:\n- cluster:\n    certificate-authority-data: TUlJRQ==\n    server: https://x\n";
    assert.equal(certificateAuthorityIn(base64(kubeconfig)), "TUlJRQ==");
    assert.equal(certificateAuthorityIn("${call.kubeconfigs[0].value}"), "${call.kubeconfigs[0].value}");
    for (const none of [base64("clusters: []"), ""])
      assert.throws(() => certificateAuthorityIn(none), /no certificate-authority-data/);
  });
});

describe("a plan that is asked something of a provider", () => {
  it("answers with references about what it makes itself, secrets closed", async () => {
    const { outputs } = await record("project", "stack", async () => ({
      answer: listManagedClusterUserCredentialsOutput({ resourceGroupName: "group", resourceName: "${cluster.name}" }),
    }));
    assert.deepEqual(outputs.answer, "[secret]");
  });

  it("refuses what only the cloud knows", async () => {
    const about = (ask: () => unknown) => record("project", "stack", async () => ({ answer: ask() }));
    await assert.rejects(
      about(() => listManagedClusterUserCredentialsOutput({ resourceGroupName: "group", resourceName: "theirs" })),
      /a plan cannot call azure-native:containerservice:listManagedClusterUserCredentials/,
    );
    await assert.rejects(
      about(() => getResourceGroupOutput({ resourceGroupName: "${group.name}" })),
      /a plan cannot call azure-native:resources:getResourceGroup/,
    );
  });
});
