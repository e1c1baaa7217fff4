import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { planEks, prerequisitesOf, statementsIn } from "../clusters/eks/eks";
import { all, only, problemsOf } from "../support/plan";

const release = "kubernetes:helm.sh/v3:Release";
const nodeClass = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const nodePool = "kubernetes:karpenter.sh/v1:NodePool";

const plan = (options: Readonly<Record<string, unknown>> = {}, cluster: Readonly<Record<string, unknown>> = {}) =>
  planEks({ autoscaler: "karpenter", ...cluster }, { addons: { karpenter: options } });

interface Requirement {
  readonly key: string;
  readonly values: readonly string[];
}

async function requirement(options: Readonly<Record<string, unknown>>, key: string): Promise<readonly string[]> {
  const { spec } = only(await plan(options), nodePool).inputs as {
    spec: { template: { spec: { requirements: readonly Requirement[] } } };
  };
  return spec.template.spec.requirements.find((it) => it.key === key)?.values ?? [];
}

describe("karpenter", () => {
  it("is on when it is the cluster's autoscaler, without being named", async () => {
    const implied = await planEks({ autoscaler: "karpenter" });
    assert.equal(all(implied, release).length, 2);
    assert.equal(all(await planEks({ autoscaler: "none" }), release).length, 0);
  });

  it("runs once in development, without being named too", async () => {
    const implied = await planEks({ autoscaler: "karpenter", profile: "development" });
    const { values } = only(implied, release, "karpenter-karpenter").inputs as { values: { replicas: number } };
    assert.equal(values.replicas, 1);
  });

  it("is refused beside another autoscaler and on another cloud", () => {
    const addons = { karpenter: {} };
    for (const cluster of [{ cloud: "eks", region: "eu-west-1" }, { cloud: "existing" }])
      assert.match(problemsOf({ cluster, addons }).join("\n"), /addons\.karpenter: .*cluster\.autoscaler: karpenter/);
  });

  it("refuses more controllers than there are nodes for them, since each has one of its own", () => {
    const cluster = { cloud: "eks", region: "eu-west-1", autoscaler: "karpenter" };
    const spot = { min: 3, taints: [{ key: "spot", value: "true", effect: "NoSchedule" }] };
    const refused = (min: number) => problemsOf({ cluster: { ...cluster, nodePools: { general: { min }, spot } } });
    assert.match(
      refused(1).join("\n"),
      /addons\.karpenter\.replicas: .*at most 1, the nodes that pools without taints/,
    );
    assert.deepEqual(refused(2), []);
  });

  it("brings its definitions first, and its nodes' class before their pool", async () => {
    const made = await plan();
    assert.ok(prerequisitesOf(made, release, "karpenter-karpenter").includes("karpenter-karpenter-crd"));
    assert.ok(prerequisitesOf(made, nodeClass, "karpenter-node-class").includes("karpenter-karpenter"));
    assert.ok(prerequisitesOf(made, nodePool, "karpenter-node-pool").includes("karpenter-node-class"));
  });

  it("is uninstalled before the cluster goes, since its nodes would stay", async () => {
    const made = await plan();
    for (const type of [release, nodeClass, nodePool])
      for (const { deletedWith, name } of all(made, type).filter((it) => it.name !== "karpenter-karpenter-crd"))
        assert.equal(deletedWith, null, name);
  });

  it("hears of nodes that will go, from a queue that it alone reads", async () => {
    const made = await plan();
    const { values } = only(made, release, "karpenter-karpenter").inputs as {
      values: { settings: { interruptionQueue: string; clusterName: string } };
    };
    assert.equal(values.settings.clusterName, "one");
    assert.equal(values.settings.interruptionQueue, "one-interruptions");
    assert.equal(all(made, "aws:cloudwatch/eventTarget:EventTarget").length, 5);
    const queue = only(made, "aws:sqs/queue:Queue");
    assert.equal(queue.inputs.sqsManagedSseEnabled, true);
    const policy = statementsIn(only(made, "aws:sqs/queuePolicy:QueuePolicy").inputs.policy);
    assert.ok(policy.some(({ Effect, Condition }) => Effect === "Deny" && Condition?.Bool !== undefined));
    assert.deepEqual(policy[0]?.Principal, { Service: "events.amazonaws.com" });
    const sources = policy[0]?.Condition?.ArnEquals?.["aws:SourceArn"];
    assert.deepEqual(Array.isArray(sources) && [...sources].sort()[0], "${one-health.arn}");
  });

  it("starts nodes in private subnets, encrypted, without public addresses, closed to pods", async () => {
    const { spec } = only(await plan(), nodeClass).inputs as { spec: Readonly<Record<string, unknown>> };
    assert.deepEqual(
      spec.subnetSelectorTerms,
      ["a", "b", "c"].map((zone) => ({ id: `\${one-private-eu-west-1${zone}.id}` })),
    );
    assert.equal(spec.associatePublicIPAddress, false);
    const { httpTokens, httpPutResponseHopLimit } = spec.metadataOptions as Readonly<Record<string, unknown>>;
    assert.deepEqual([httpTokens, httpPutResponseHopLimit], ["required", 1]);
    const [disk] = spec.blockDeviceMappings as { ebs: Readonly<Record<string, unknown>> }[];
    assert.deepEqual([disk?.ebs.encrypted, disk?.ebs.kmsKeyID], [true, "${one-volumes.arn}"]);
  });

  it("starts them with a role that the cluster admits", async () => {
    const made = await plan();
    const { spec } = only(made, nodeClass).inputs as { spec: { role: string } };
    const role = only(made, "aws:iam/role:Role", "one-karpenter-nodes");
    assert.equal(spec.role, role.inputs.name);
    const entry = only(made, "aws:eks/accessEntry:AccessEntry");
    assert.deepEqual([entry.inputs.type, entry.inputs.principalArn], ["EC2_LINUX", "${one-karpenter-nodes.arn}"]);
    assert.ok(prerequisitesOf(made, release, "karpenter-karpenter").includes("one-karpenter-nodes"));
  });

  it("takes what its options allow, and no more", async () => {
    assert.deepEqual(await requirement({}, "karpenter.sh/capacity-type"), ["on-demand"]);
    assert.deepEqual(await requirement({ capacity: ["spot"] }, "karpenter.sh/capacity-type"), ["spot"]);
    assert.deepEqual(await requirement({ architectures: ["arm64"] }, "kubernetes.io/arch"), ["arm64"]);
    assert.deepEqual(await requirement({ minGeneration: 7 }, "karpenter.k8s.aws/instance-generation"), ["6"]);
    const { spec } = only(await plan({ maxCpu: 48 }), nodePool).inputs as { spec: { limits: object } };
    assert.deepEqual(spec.limits, { cpu: 48 });
  });

  it("gives Bottlerocket its data on the second disk", async () => {
    const { spec } = only(await plan({ image: "bottlerocket", diskGiB: 80 }), nodeClass).inputs as {
      spec: { blockDeviceMappings: { deviceName: string; ebs: { volumeSize: string } }[] };
    };
    const disks = spec.blockDeviceMappings.map(({ deviceName, ebs }) => `${deviceName} ${ebs.volumeSize}`);
    assert.deepEqual(disks, ["/dev/xvda 4Gi", "/dev/xvdb 80Gi"]);
  });

  it("may touch only instances that it has started for this cluster", async () => {
    const { inputs } = only(await plan(), "aws:iam/rolePolicy:RolePolicy", "one-karpenter-karpenter");
    const statements = statementsIn(inputs.policy);
    const end = statements.find(({ Action }) => Action.includes("ec2:TerminateInstances"));
    assert.deepEqual(end?.Condition, {
      StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/one": "owned" },
      StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
    });
    const pass = statements.find(({ Action }) => Action === "iam:PassRole");
    assert.equal(pass?.Resource, "${one-karpenter-nodes.arn}");
  });

  it("has rights that fit a role, even with the longest cluster name", async () => {
    const made = await plan({}, { name: "a".repeat(100) });
    const { inputs } = only(made, "aws:iam/rolePolicy:RolePolicy", `${"a".repeat(100)}-karpenter-karpenter`);
    assert.ok(String(inputs.policy).length < 10_240, String(String(inputs.policy).length));
  });

  describe("with several pools", () => {
    const gpu = {
      categories: ["g", "p"],
      minGeneration: 5,
      labels: { workload: "training" },
      taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }],
      maxGpus: 8,
      diskGiB: 200,
      zones: ["eu-west-1a"],
    };
    const cheap = { capacity: ["spot"], weight: 10, maxCpu: 64, maxMemoryGiB: 256 };

    interface PoolSpec {
      readonly template: {
        readonly metadata?: { readonly labels: object };
        readonly spec: {
          readonly nodeClassRef: { readonly name: string };
          readonly taints?: readonly unknown[];
          readonly requirements: readonly Requirement[];
        };
      };
      readonly limits: object;
      readonly weight?: number;
    }

    async function specOf(nodePools: object, name: string) {
      const made = await plan({ nodePools });
      return only(made, nodePool, `karpenter-node-pool${name === "default" ? "" : `-${name}`}`).inputs.spec as PoolSpec;
    }

    const valuesIn = ({ template }: PoolSpec, key: string) =>
      template.spec.requirements.find((it) => it.key === key)?.values;

    it("gives each what it says, and the add-on's own options where it says nothing", async () => {
      const spec = await specOf({ gpu, cheap }, "gpu");
      assert.deepEqual(spec.template.metadata?.labels, { workload: "training" });
      assert.deepEqual(spec.template.spec.taints, gpu.taints);
      assert.deepEqual(spec.limits, { cpu: 200, "nvidia.com/gpu": 8 });
      assert.deepEqual(valuesIn(spec, "karpenter.k8s.aws/instance-category"), ["g", "p"]);
      assert.deepEqual(valuesIn(spec, "karpenter.k8s.aws/instance-generation"), ["4"]);
      assert.deepEqual(valuesIn(spec, "topology.kubernetes.io/zone"), ["eu-west-1a"]);
      assert.deepEqual(valuesIn(spec, "karpenter.sh/capacity-type"), ["on-demand"]);
      const other = await specOf({ gpu, cheap }, "cheap");
      assert.deepEqual([other.weight, other.limits], [10, { cpu: 64, memory: "256Gi" }]);
      assert.deepEqual(valuesIn(other, "karpenter.k8s.aws/instance-category"), ["c", "m", "r"]);
    });

    it("gives a pool of other machines a class of its own, and shares the default's else", async () => {
      const made = await plan({ nodePools: { gpu, cheap } });
      const classes = all(made, nodeClass).map(({ name }) => name);
      assert.deepEqual(classes.sort(), ["karpenter-node-class", "karpenter-node-class-gpu"]);
      assert.equal((await specOf({ gpu, cheap }, "gpu")).template.spec.nodeClassRef.name, "gpu");
      assert.equal((await specOf({ gpu, cheap }, "cheap")).template.spec.nodeClassRef.name, "default");
      assert.ok(prerequisitesOf(made, nodePool, "karpenter-node-pool-gpu").includes("karpenter-node-class-gpu"));
      for (const { deletedWith, name } of all(made, nodePool)) assert.equal(deletedWith, null, name);
    });

    it("leaves the pool that everybody has as it is", async () => {
      assert.deepEqual(await specOf({ gpu }, "default"), await specOf({}, "default"));
      assert.deepEqual((await specOf({ default: { maxCpu: 8 } }, "default")).limits, { cpu: 8 });
    });

    it("takes exact instance types instead of categories", async () => {
      const spec = await specOf({ big: { instances: ["m7i.24xlarge"] } }, "big");
      assert.deepEqual(valuesIn(spec, "node.kubernetes.io/instance-type"), ["m7i.24xlarge"]);
      assert.equal(valuesIn(spec, "karpenter.k8s.aws/instance-category"), undefined);
    });

    it("refuses pools that no node could be started for", () => {
      const cluster = { cloud: "eks", region: "eu-west-1", autoscaler: "karpenter" };
      const said = (pool: object) =>
        problemsOf({ cluster, addons: { karpenter: { nodePools: { one: pool } } } }).join("\n");
      assert.match(said({ zones: ["us-east-1a"] }), /zones\[0\]: found "?us-east-1a"?; allowed: eu-west-1a/);
      assert.match(said({ labels: { "karpenter.sh/x": "y" } }), /a label that Karpenter does not set itself/);
      assert.match(said({ instances: ["m7i.large"], categories: ["m"] }), /either the ones or the others/);
      assert.equal(said({ labels: { team: "x" }, zones: ["eu-west-1b"] }), "");
    });
  });
});
