import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { leftAlone } from "../../../components/clusters/eks/nodes";
import { all, configOf, only } from "../../support/plan";
import { planEks, prerequisitesOf } from "./eks";

const group = "aws:eks/nodeGroup:NodeGroup";
const template = "aws:ec2/launchTemplate:LaunchTemplate";

async function pool(config: Readonly<Record<string, unknown>>) {
  const plan = await planEks({ nodePools: { general: { min: 1 }, own: config } });
  return { group: only(plan, group, "one-own"), template: only(plan, template, "one-own"), plan };
}

describe("a node pool on EKS", () => {
  it("is in the private subnets of every zone", async () => {
    const { inputs } = only(await planEks(), group);
    assert.deepEqual(
      inputs.subnetIds,
      ["a", "b", "c"].map((zone) => `\${one-private-eu-west-1${zone}.id}`),
    );
  });

  it("starts at its fewest nodes", async () => {
    const { group } = await pool({ min: 2, max: 9 });
    assert.deepEqual(group.inputs.scalingConfig, { minSize: 2, maxSize: 9, desiredSize: 2 });
  });

  for (const [autoscaler, left] of [
    ["clusterAutoscaler", ["scalingConfig.desiredSize"]],
    ["karpenter", []],
    ["none", []],
  ] as const)
    it(`${left.length > 0 ? "keeps the size that the autoscaler gave it" : "follows its min"} with autoscaler: ${autoscaler}`, () => {
      const { cluster } = configOf({ cluster: { cloud: "eks", region: "eu-west-1", autoscaler } });
      assert.ok(cluster.cloud === "eks");
      assert.deepEqual(leftAlone(cluster), left);
    });

  for (const [instance, image, expected] of [
    ["m7i.large", "al2023", "AL2023_x86_64_STANDARD"],
    ["m7g.large", "al2023", "AL2023_ARM_64_STANDARD"],
    ["g6.xlarge", "al2023", "AL2023_x86_64_NVIDIA"],
    ["inf2.xlarge", "al2023", "AL2023_x86_64_NEURON"],
    ["m7i.large", "bottlerocket", "BOTTLEROCKET_x86_64"],
    ["m7g.large", "bottlerocket", "BOTTLEROCKET_ARM_64"],
  ])
    it(`runs ${expected} on ${instance} with ${image}`, async () => {
      const { group } = await pool({ instance, image });
      assert.equal(group.inputs.amiType, expected);
    });

  it("keeps pods from the node's credentials", async () => {
    const { inputs } = only(await planEks(), template);
    const options = inputs.metadataOptions as Readonly<Record<string, unknown>>;
    assert.equal(options.httpTokens, "required");
    assert.equal(options.httpPutResponseHopLimit, 1);
  });

  const ebs = { volumeType: "gp3", encrypted: "true", kmsKeyId: "${one-volumes.arn}", deleteOnTermination: "true" };

  for (const [image, disks] of [
    ["al2023", [{ deviceName: "/dev/xvda", ebs: { ...ebs, volumeSize: 150 } }]],
    [
      "bottlerocket",
      [
        { deviceName: "/dev/xvda", ebs },
        { deviceName: "/dev/xvdb", ebs: { ...ebs, volumeSize: 150 } },
      ],
    ],
  ] as const)
    it(`encrypts every disk of ${image} with the cluster's key, and sizes the one with the data`, async () => {
      const { template } = await pool({ image, diskGiB: 150 });
      assert.deepEqual(template.inputs.blockDeviceMappings, disks);
    });

  it("has another name for each change that AWS makes by another group, so that the two fit side by side", async () => {
    const nameOf = async (config: Readonly<Record<string, unknown>>) => {
      const { group } = await pool({ instance: "c7i.large", ...config });
      return String(group.inputs.nodeGroupName);
    };
    const name = await nameOf({});
    assert.match(name, /^own-[0-9a-f]{6}$/);
    for (const change of [
      { instance: "c7i.xlarge" },
      { alternatives: ["c6i.large"] },
      { spot: true },
      { image: "bottlerocket" },
    ])
      assert.notEqual(await nameOf(change), name, JSON.stringify(change));
    for (const change of [{ max: 9 }, { diskGiB: 200 }, { labels: { a: "b" } }, { version: "1.34" }])
      assert.equal(await nameOf(change), name, JSON.stringify(change));
  });

  it("has another name when its zones change", async () => {
    const nameOf = async (zoneCount: number) => only(await planEks({ network: { zoneCount } }), group).inputs;
    assert.notEqual((await nameOf(2)).nodeGroupName, (await nameOf(3)).nodeGroupName);
  });

  it("asks for spot of several types where it is told to", async () => {
    const { group } = await pool({ instance: "c7i.large", alternatives: ["c6i.large", "c7a.large"], spot: true });
    assert.equal(group.inputs.capacityType, "SPOT");
    assert.deepEqual(group.inputs.instanceTypes, ["c7i.large", "c6i.large", "c7a.large"]);
  });

  it("writes taints as EKS does, and labels as they are", async () => {
    const taints = [
      { key: "batch", value: "yes", effect: "NoSchedule" },
      { key: "slow", effect: "PreferNoSchedule" },
    ];
    const { group } = await pool({ taints, labels: { workload: "batch" } });
    assert.deepEqual(group.inputs.taints, [
      { key: "batch", value: "yes", effect: "NO_SCHEDULE" },
      { key: "slow", value: "", effect: "PREFER_NO_SCHEDULE" },
    ]);
    assert.deepEqual(group.inputs.labels, { workload: "batch" });
  });

  it("stays at its own version when it has one", async () => {
    const { group, plan } = await pool({ version: "1.34" });
    assert.equal(group.inputs.version, "1.34");
    assert.equal(only(plan, group.type, "one-general").inputs.version, "1.35");
  });

  it("is replaced by the part that the config says", async () => {
    const { group } = await pool({ maxUnavailablePercent: 10 });
    assert.deepEqual(group.inputs.updateConfig, { maxUnavailablePercentage: 10 });
  });

  it("comes after network and workload identity, and before DNS and volumes", async () => {
    const plan = await planEks();
    const first = prerequisitesOf(plan, group, "one-general");
    for (const addon of ["vpc-cni", "eks-pod-identity-agent", "kube-proxy"])
      assert.ok(first.includes(`one-${addon}`), `${addon} in ${first.join()}`);
    for (const addon of ["coredns", "aws-ebs-csi-driver", "snapshot-controller"]) {
      assert.ok(!first.includes(`one-${addon}`), addon);
      assert.ok(prerequisitesOf(plan, "aws:eks/addon:Addon", `one-${addon}`).includes("one-general"), addon);
    }
  });

  it("gives its tags to instances, disks, interfaces and the Auto Scaling group", async () => {
    const plan = await planEks({}, { tags: { team: "platform" } });
    const specifications = only(plan, template).inputs.tagSpecifications as { resourceType: string; tags: object }[];
    assert.deepEqual(specifications.map(({ resourceType }) => resourceType).sort(), [
      "instance",
      "network-interface",
      "volume",
    ]);
    for (const { tags } of specifications) assert.equal(Object.entries(tags).flat().includes("platform"), true);
    const tag = only(plan, "aws:autoscaling/tag:Tag", "one-general-team");
    assert.equal(tag.inputs.autoscalingGroupName, "${one-general.resources[0].autoscalingGroups[0].name}");
  });
});

describe("the role of EKS nodes", () => {
  const policiesOf = async (cluster: Readonly<Record<string, unknown>>) =>
    all(await planEks(cluster), "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name }) => name.startsWith("one-nodes-"))
      .map(({ inputs }) => String(inputs.policyArn).split("/").at(-1))
      .sort();

  it("joins and pulls images, and has no rights on the network", async () => {
    assert.deepEqual(await policiesOf({}), ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"]);
  });

  it("takes Systems Manager when people may open a shell", async () => {
    assert.ok((await policiesOf({ sessionManager: true })).includes("AmazonSSMManagedInstanceCore"));
  });
});
