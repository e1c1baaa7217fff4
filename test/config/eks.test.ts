import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { eksNetworks } from "../../components/config/checks/eks";
import { parseInstance, podsPerNode } from "../../components/config/clusters/eksInstances";
import { eksRegions, zonesOf } from "../../components/config/clusters/eksRegions";
import { eksSubnets } from "../../components/config/clusters/eksSubnets";
import { configOf, problemsOf } from "../support/plan";

const eks = (cluster: Readonly<Record<string, unknown>>) => ({
  cluster: { cloud: "eks", region: "eu-west-1", ...cluster },
});

/** The one line that is said of a config. */
function onlyProblem(cluster: Readonly<Record<string, unknown>>): string {
  const lines = problemsOf(eks(cluster));
  assert.equal(lines.length, 1, lines.join("\n") || "nothing was refused");
  return String(lines[0]);
}

function isAccepted(cluster: Readonly<Record<string, unknown>>): void {
  assert.deepEqual(problemsOf(eks(cluster)), []);
}

describe("an EKS config", () => {
  it("needs nothing but a region", () => isAccepted({}));

  it("refuses a region that EKS is not in, with the list and the nearest one", () => {
    const line = onlyProblem({ region: "eu-west-4" });
    assert.match(
      line,
      /cluster\.region: found "eu-west-4"; allowed: af-south-1, .*us-west-2; did you mean eu-west-1\?/,
    );
  });

  it("takes production's defaults where nothing is said", () => {
    const { cluster } = configOf(eks({}));
    assert.ok(cluster.cloud === "eks");
    assert.equal(cluster.deletionProtection, true);
    assert.equal(cluster.network.nat, "perZone");
    assert.equal(cluster.network.zoneCount, 3);
    assert.equal(cluster.endpoint.access, "private");
    assert.equal(cluster.support, "standard");
    assert.equal(cluster.logs.retentionDays, 365);
    assert.equal(cluster.sessionManager, false);
  });

  it("relaxes for development what is paid by the hour", () => {
    const { cluster } = configOf(eks({ profile: "development" }));
    assert.ok(cluster.cloud === "eks");
    assert.equal(cluster.network.nat, "single");
    assert.deepEqual(cluster.network.endpoints, []);
    assert.equal(cluster.network.flowLogs.enabled, true);
    assert.equal(cluster.deletionProtection, false);
  });

  it("tells its networks by name and place", () => {
    const { cluster } = configOf(eks({}));
    assert.ok(cluster.cloud === "eks");
    assert.deepEqual(
      eksNetworks(cluster).map(({ cidr }) => cidr),
      ["10.20.0.0/16", "172.20.0.0/16"],
    );
  });
});

describe("the networks of an EKS cluster", () => {
  for (const [cidr, allowed] of [
    ["10.0.0.0/15", false],
    ["10.0.0.0/16", true],
    ["10.0.0.0/20", true],
    ["10.0.0.0/25", false],
  ] as const)
    it(`${allowed ? "takes" : "refuses"} a VPC of ${cidr}`, () => {
      const cluster = { network: { cidr }, nodePools: { one: { instance: "m7i.medium", min: 1, max: 1 } } };
      if (allowed) isAccepted(cluster);
      else assert.match(onlyProblem(cluster), /network\.cidr: found .*allowed: a network between \/16 and \/24/);
    });

  it("shows the sum when the VPC is too small for the pools", () => {
    const line = onlyProblem({ network: { cidr: "10.20.0.0/24" }, nodePools: { web: { min: 1, max: 12 } } });
    assert.match(line, /708 addresses \(web 12 × \(58 pods \+ 1\)\); those of 10\.20\.0\.0\/24 have 177 in 3 zones/);
  });

  it("takes the same pools in a larger VPC", () =>
    isAccepted({ network: { cidr: "10.20.0.0/21" }, nodePools: { web: { min: 1, max: 12 } } }));

  it("refuses services on the VPC's own addresses", () => {
    const line = onlyProblem({ network: { serviceCidr: "10.20.128.0/20" } });
    assert.match(
      line,
      /network\.serviceCidr: found "10\.20\.128\.0\/20"; allowed: .*does not overlap the VPC's network/,
    );
  });

  it("refuses a peered network on the VPC's own addresses", () => {
    const line = onlyProblem({ network: { peeredCidrs: [{ name: "office", cidr: "10.20.4.0/22" }] } });
    assert.match(line, /peeredCidrs\[0\]\.cidr: .*does not overlap the VPC's network \(10\.20\.0\.0\/16\)/);
  });

  it("refuses a services network that is too large or too small", () => {
    assert.match(onlyProblem({ network: { serviceCidr: "10.128.0.0/9" } }), /serviceCidr.*between \/12 and \/24/);
    assert.match(onlyProblem({ network: { serviceCidr: "172.20.0.0/25" } }), /serviceCidr.*between \/12 and \/24/);
  });

  it("refuses a zone of another region, and one that stands twice", () => {
    const far = onlyProblem({ network: { zones: ["eu-west-1a", "eu-west-2b"] } });
    assert.match(
      far,
      /zones\[1\]: found "eu-west-2b"; allowed: eu-west-1a, eu-west-1b or eu-west-1c, the zones of eu-west-1/,
    );
    assert.match(onlyProblem({ network: { zones: ["eu-west-1a", "eu-west-1a"] } }), /zones\[1\]: .*a second time/);
  });

  it("cuts a VPC so that a third zone moves no subnet", () => {
    const two = eksSubnets("10.20.0.0/16", ["a", "b"]);
    const three = eksSubnets("10.20.0.0/16", ["a", "b", "c"]);
    assert.deepEqual(three?.slice(0, 2), two);
    assert.deepEqual(
      three?.map((zone) => [zone.private.text, zone.public.text]),
      [
        ["10.20.0.0/18", "10.20.192.0/22"],
        ["10.20.64.0/18", "10.20.196.0/22"],
        ["10.20.128.0/18", "10.20.200.0/22"],
      ],
    );
  });

  it("cuts the smallest VPC into subnets that AWS takes", () => {
    const smallest = eksSubnets("10.20.0.0/24", ["a", "b", "c"]);
    assert.deepEqual(
      smallest?.map((zone) => [zone.private.prefix, zone.public.prefix]),
      [
        [26, 28],
        [26, 28],
        [26, 28],
      ],
    );
  });

  it("knows at least three zones of each region, by distinct names", () => {
    for (const region of eksRegions) {
      const zones = zonesOf(region);
      assert.ok(zones.length >= 3, region);
      assert.equal(new Set(zones).size, zones.length, region);
    }
  });
});

describe("an EKS node pool", () => {
  for (const [instance, architecture] of [
    ["m7i.xlarge", "amd64"],
    ["m7i-flex.large", "amd64"],
    ["m7g.xlarge", "arm64"],
    ["c7gn.2xlarge", "arm64"],
    ["im4gn.large", "arm64"],
    ["is4gen.medium", "arm64"],
    ["t4g.small", "arm64"],
    ["a1.large", "arm64"],
    ["g5.xlarge", "amd64"],
    ["g4dn.xlarge", "amd64"],
    ["g5g.xlarge", "arm64"],
    ["c8g.metal-24xl", "arm64"],
    ["u-6tb1.112xlarge", "amd64"],
  ] as const)
    it(`knows ${instance} as ${architecture}`, () => assert.equal(parseInstance(instance)?.architecture, architecture));

  it("knows which instances have an accelerator that needs an image of its own", () => {
    assert.equal(parseInstance("g6.xlarge")?.accelerator, "nvidia");
    assert.equal(parseInstance("g4ad.xlarge")?.accelerator, undefined);
    assert.equal(parseInstance("inf2.xlarge")?.accelerator, "neuron");
    assert.equal(parseInstance("m7g.xlarge")?.accelerator, undefined);
  });

  it("counts more pods for larger nodes", () => {
    assert.ok(podsPerNode("m7i.large") < podsPerNode("m7i.xlarge"));
    assert.equal(podsPerNode("m7i.48xlarge"), 250);
  });

  it("refuses what is no instance type", () => {
    for (const instance of ["Standard_D4s_v5", "m7i", "m7i.huge", "xlarge", "M7I.xlarge"])
      assert.match(
        onlyProblem({ nodePools: { one: { instance, min: 1 } } }),
        /nodePools\.one\.instance: .*allowed: an EC2 instance type such as m7i\.xlarge/,
      );
  });

  it("refuses an architecture that its instances do not have", () => {
    const line = onlyProblem({ nodePools: { one: { instance: "m7g.large", architecture: "amd64", min: 1 } } });
    assert.match(line, /architecture: found "amd64"; allowed: arm64, which m7g\.large is/);
  });

  it("refuses alternatives of another architecture", () => {
    const pool = { instance: "m7g.large", alternatives: ["m6g.large", "m7i.large"], spot: true, min: 1 };
    assert.match(onlyProblem({ nodePools: { one: pool } }), /alternatives\[1\]: .*a type of arm64, as m7g\.large is/);
  });

  it("refuses a cluster without a place for DNS", () => {
    const taints = [{ key: "only", effect: "NoSchedule" }];
    assert.match(
      onlyProblem({ nodePools: { one: { min: 1, taints } } }),
      /nodePools: found only pools that are tainted/,
    );
    assert.match(onlyProblem({ nodePools: { one: { min: 0 } } }), /at least one pool without taints whose min is 1/);
    isAccepted({ nodePools: { one: { min: 1 }, two: { min: 0, taints } } });
  });

  it("refuses a name that EKS and Kubernetes do not take", () => {
    assert.match(onlyProblem({ nodePools: { General: { min: 1 } } }), /allowed: as a name, 1 to 40 lower-case letters/);
  });
});

describe("who may use an EKS cluster", () => {
  const admin = "arn:aws:iam::123456789012:role/admin";

  it("refuses what is no role or user", () => {
    for (const arn of ["admin", "arn:aws:iam::123456789012:group/admins", "arn:aws:sts::123456789012:assumed-role/a/b"])
      assert.match(onlyProblem({ access: { admins: [arn] } }), /access\.admins\[0\]: .*the ARN of an IAM role or user/);
  });

  it("refuses one that stands twice", () => {
    assert.match(onlyProblem({ access: { admins: [admin], viewers: [admin] } }), /viewers\[0\]: found .*a second time/);
  });

  it("refuses an account id that is none", () => {
    assert.match(onlyProblem({ accountId: "1234" }), /accountId: .*an AWS account id of 12 digits in quotes/);
  });
});

describe("other options of EKS", () => {
  it("refuse days that CloudWatch does not keep logs for", () => {
    assert.match(
      onlyProblem({ logs: { retentionDays: 31 } }),
      /logs\.retentionDays: found 31; allowed: 1, 3, 5, 7, 14, 30/,
    );
  });

  it("refuse add-on versions that EKS would not know", () => {
    assert.match(onlyProblem({ addonVersions: { "vpc-cni": "1.22.4" } }), /such as v1\.22\.4-eksbuild\.3/);
    isAccepted({ addonVersions: { "vpc-cni": "v1.22.4-eksbuild.3" } });
  });
});
