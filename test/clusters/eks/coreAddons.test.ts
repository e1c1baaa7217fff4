import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { eksAddons } from "../../../components/versions";
import { all, only } from "../../support/plan";
import { planEks, prerequisitesOf, statementsIn } from "./eks";

const type = "aws:eks/addon:Addon";

describe("the core add-ons of EKS", () => {
  for (const [version, pinned] of Object.entries(eksAddons))
    it(`are all there on ${version}, at pinned versions`, async () => {
      const addons = all(await planEks({ version }), type);
      const found = Object.fromEntries(addons.map(({ inputs }) => [inputs.addonName, inputs.addonVersion]));
      assert.deepEqual(found, pinned);
    });

  it("keep kube-proxy on the cluster's minor", () => {
    for (const [minor, addons] of Object.entries(eksAddons))
      assert.ok(addons["kube-proxy"].startsWith(`v${minor}.`), `${minor}: ${addons["kube-proxy"]}`);
  });

  it("take another version where the config gives one", async () => {
    const plan = await planEks({ addonVersions: { coredns: "v1.14.3-eksbuild.23" } });
    assert.equal(only(plan, type, "one-coredns").inputs.addonVersion, "v1.14.3-eksbuild.23");
    assert.equal(only(plan, type, "one-kube-proxy").inputs.addonVersion, eksAddons["1.35"]["kube-proxy"]);
  });

  it("enforce network policies", async () => {
    const { inputs } = only(await planEks(), type, "one-vpc-cni");
    const settings = JSON.parse(String(inputs.configurationValues)) as Readonly<Record<string, unknown>>;
    assert.equal(settings.enableNetworkPolicy, "true");
  });

  it("tag the interfaces that pods' addresses are on", async () => {
    const { inputs } = only(await planEks({}, { tags: { team: "data" } }), type, "one-vpc-cni");
    const { env } = JSON.parse(String(inputs.configurationValues)) as { env: { ADDITIONAL_ENI_TAGS: string } };
    const { team, cluster } = JSON.parse(env.ADDITIONAL_ENI_TAGS) as Readonly<Record<string, string>>;
    assert.deepEqual([team, cluster], ["data", "one"]);
  });

  for (const [addon, serviceAccount, role] of [
    ["vpc-cni", "aws-node", "one-vpc-cni"],
    ["aws-ebs-csi-driver", "ebs-csi-controller-sa", "one-ebs-csi"],
  ] as const)
    it(`give ${addon} a role that only its service account can be`, async () => {
      const plan = await planEks();
      const { inputs } = only(plan, type, `one-${addon}`);
      assert.deepEqual(inputs.podIdentityAssociations, [{ serviceAccount, roleArn: `\${${role}.arn}` }]);
      const [trust] = statementsIn(only(plan, "aws:iam/role:Role", role).inputs.assumeRolePolicy);
      assert.deepEqual(trust?.Principal, { Service: "pods.eks.amazonaws.com" });
      assert.deepEqual(trust?.Condition?.StringEquals, {
        "aws:RequestTag/eks-cluster-name": "one",
        "aws:RequestTag/kubernetes-namespace": "kube-system",
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
      });
    });

  it("are there before the first node where it needs them, and do not wait for each other", async () => {
    const plan = await planEks();
    const ofNodes = ["one-eks-pod-identity-agent", "one-kube-proxy", "one-vpc-cni"];
    const before = prerequisitesOf(plan, "aws:eks/nodeGroup:NodeGroup", "one-general");
    assert.deepEqual(
      ofNodes.filter((name) => !before.includes(name)),
      [],
    );
    for (const name of ofNodes) {
      const others = ofNodes.filter((other) => other !== name);
      const found = prerequisitesOf(plan, type, name);
      assert.ok(!others.some((other) => found.includes(other)), name);
    }
  });

  it("wait for the pools that any pod starts on, not for those that are tainted or empty", async () => {
    const taints = [{ key: "gpu", value: "true", effect: "NoSchedule" }];
    const nodePools = { gpu: { taints, min: 1 }, general: {}, spare: { min: 0 } };
    const before = prerequisitesOf(await planEks({ nodePools }), type, "one-coredns");
    assert.deepEqual(
      ["one-gpu", "one-general", "one-spare"].map((name) => before.includes(name)),
      [false, true, false],
    );
  });

  it("tag the volumes that pods ask for", async () => {
    const { inputs } = only(await planEks({}, { tags: { team: "data" } }), type, "one-aws-ebs-csi-driver");
    const settings = JSON.parse(String(inputs.configurationValues)) as { controller: { extraVolumeTags: object } };
    assert.deepEqual(settings.controller.extraVolumeTags, {
      team: "data",
      stack: "one",
      cluster: "one",
      "managed-by": "kubernetes-architect",
    });
  });

  it("go with the cluster, so that nothing waits for them at the end", async () => {
    const plan = await planEks();
    const cluster = only(plan, "eks:index:Cluster").urn;
    for (const addon of all(plan, type)) assert.equal(addon.deletedWith, cluster, addon.name);
  });
});

describe("storage on EKS", () => {
  const storage = "kubernetes:storage.k8s.io/v1:StorageClass";
  const snapshots = "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass";

  it("is encrypted with the cluster's key by default", async () => {
    const { inputs } = only(await planEks(), storage);
    const { type: kind, encrypted, kmsKeyId } = inputs.parameters as Readonly<Record<string, string>>;
    assert.deepEqual([kind, encrypted, kmsKeyId], ["gp3", "true", "${one-volumes.arn}"]);
    const { annotations } = inputs.metadata as { annotations: Readonly<Record<string, string>> };
    assert.equal(annotations["storageclass.kubernetes.io/is-default-class"], "true");
  });

  it("outlives its claims in production only", async () => {
    for (const [profile, policy] of [
      ["production", "Retain"],
      ["ephemeral", "Delete"],
    ]) {
      const plan = await planEks({ profile });
      assert.equal(only(plan, storage).inputs.reclaimPolicy, policy);
      assert.equal(only(plan, snapshots).inputs.deletionPolicy, policy);
    }
  });

  it("is there after its drivers", async () => {
    const plan = await planEks();
    assert.ok(prerequisitesOf(plan, storage, "one-gp3").includes("one-aws-ebs-csi-driver"));
    assert.ok(prerequisitesOf(plan, snapshots, "one-snapshots").includes("one-snapshot-controller"));
  });
});
