import assert from "node:assert/strict";
import { gkeNetworks } from "../../components/config/checks/gke";
import type { GkeConfig } from "../../components/config/clusters";
import { isMachineType, seriesOf } from "../../components/config/clusters/gkeMachines";
import { gkeRegions, zonesOf } from "../../components/config/clusters/gkeRegions";
import { configOf, problemsOf } from "../support/plan";

const least = { cloud: "gke", project: "acme-platform", region: "europe-west1" };

function problems(options: Readonly<Record<string, unknown>>): string {
  return problemsOf({ cluster: { ...least, ...options } }).join("\n");
}

function parsed(options: Readonly<Record<string, unknown>> = {}): GkeConfig {
  const { cluster } = configOf({ cluster: { ...least, ...options } });
  if (cluster.cloud !== "gke") throw new Error(cluster.cloud);
  return cluster;
}

const pool = (options: object) => ({ nodePools: { main: options } });

describe("the config of a GKE cluster", () => {
  it("needs no more than a project and a region", () => {
    const cluster = parsed();
    assert.equal(cluster.mode, "standard");
    assert.equal(cluster.endpoint.access, "private");
    assert.equal(cluster.deletionProtection, true);
    assert.deepEqual(cluster.encryption, {
      secrets: true,
      disks: true,
      buckets: true,
      rotationDays: 90,
      protection: "software",
    });
    assert.deepEqual(Object.keys(cluster.nodePools), ["general"]);
  });

  it("relaxes for development and ephemeral what their profiles say, and what a user writes comes first", () => {
    const development = parsed({ profile: "development" });
    assert.deepEqual([development.location, development.encryption.secrets], ["zonal", true]);
    assert.equal(development.encryption.disks, false);
    assert.equal(development.endpoint.access, "private");
    const ephemeral = parsed({ profile: "ephemeral", location: "regional" });
    assert.deepEqual([ephemeral.location, ephemeral.deletionProtection], ["regional", false]);
    assert.equal(ephemeral.nodePools.general?.spot, true);
  });

  it("takes a project id in its form only", () => {
    for (const project of ["Acme", "acme", "acme-platform-", "1acme-platform", "a".repeat(31)])
      assert.match(problems({ project }), /cluster\.project.*6 to 30 lower-case letters/, project);
  });

  it("names the nearest region to a misspelt one, and takes a new one with its zones", () => {
    assert.match(problems({ region: "europe-wset1" }), /cluster\.region.*did you mean europe-west1\?/);
    assert.deepEqual(zonesOf(parsed({ region: "europe-south9", zones: ["europe-south9-a"] })), ["europe-south9-a"]);
    assert.match(
      problems({ region: "europe-south9", zones: ["europe-west1-b"] }),
      /zones\[0\].*a zone of europe-south9/,
    );
  });

  it("knows the zones of a region", () => {
    assert.deepEqual(gkeRegions["us-central1"], ["us-central1-a", "us-central1-b", "us-central1-c", "us-central1-f"]);
    assert.deepEqual(zonesOf(parsed()), ["europe-west1-b", "europe-west1-c", "europe-west1-d"]);
    assert.match(
      problems({ zones: ["europe-west1-a"] }),
      /zones\[0\].*europe-west1-b, europe-west1-c or europe-west1-d/,
    );
    assert.match(problems({ zones: ["europe-west1-b", "europe-west1-b"] }), /zones\[1\].*each once/);
  });

  it("takes a version that the release channel offers, and says which channel has it", () => {
    assert.equal(problems({ releaseChannel: "stable", version: "1.35" }), "");
    assert.match(
      problems({ releaseChannel: "stable", version: "1.36" }),
      /cluster\.version.*1\.34 to 1\.35 in the stable channel \(1\.36 is in rapid, regular or extended\)/,
    );
  });

  it("wants a pod range for every node that the pools can have", () => {
    // 12 nodes and one more in each of three zones, a /24 each: 15 × 256.
    assert.equal(problems({ network: { podCidr: "10.24.0.0/20" } }), "");
    assert.match(
      problems({ network: { podCidr: "10.24.0.0/21" } }),
      /network\.podCidr.*a \/20 or larger: 15 nodes take 3840/,
    );
    assert.equal(problems({ network: { podCidr: "10.24.0.0/21", maxPodsPerNode: 32 } }), "");
  });

  it("wants a subnet for every node, and ranges of the size that GKE takes", () => {
    assert.match(problems({ network: { cidr: "10.20.0.0/28" } }), /network\.cidr.*a \/27 or larger/);
    assert.equal(problems({ network: { cidr: "10.20.0.0/27" } }), "");
    assert.match(problems({ network: { serviceCidr: "10.28.0.0/28" } }), /network\.serviceCidr.*a \/16 to a \/27/);
    assert.match(problems({ network: { controlPlaneCidr: "10.29.0.0/27" } }), /controlPlaneCidr.*exactly a \/28/);
  });

  it("lists its four networks, and refuses two that overlap", () => {
    assert.deepEqual(
      gkeNetworks(parsed()).map(({ path, cidr }) => [path.at(-1), cidr]),
      [
        ["cidr", "10.20.0.0/20"],
        ["podCidr", "10.24.0.0/14"],
        ["serviceCidr", "10.28.0.0/20"],
        ["controlPlaneCidr", "10.28.16.0/28"],
      ],
    );
    assert.match(
      problems({ network: { controlPlaneCidr: "10.28.0.0/28" } }),
      /controlPlaneCidr.*does not overlap the services' range/,
    );
    const peeredCidrs = [{ name: "office", cidr: "10.25.0.0/16" }];
    assert.match(problems({ network: { peeredCidrs } }), /peeredCidrs\[0\]\.cidr.*does not overlap the pods' range/);
  });

  it("takes machine types in their form, of any architecture", () => {
    for (const type of ["e2-standard-4", "n2-custom-4-8192", "c3-standard-8-lssd", "a2-highgpu-1g", "e2-medium"])
      assert.ok(isMachineType(type), type);
    for (const type of ["m7i.xlarge", "Standard_D4s_v5", "e2", "standard-4"]) assert.ok(!isMachineType(type), type);
    assert.equal(seriesOf("c4a-standard-4")?.architecture, "arm64");
    assert.match(problems(pool({ instance: "m7i.xlarge" })), /nodePools\.main\.instance.*a machine type such as/);
  });

  it("refuses an architecture or a disk that the machine does not have", () => {
    assert.match(
      problems(pool({ instance: "c4a-standard-4", architecture: "amd64" })),
      /nodePools\.main\.architecture.*arm64, which c4a-standard-4 has/,
    );
    assert.equal(problems(pool({ instance: "t2a-standard-4", architecture: "arm64" })), "");
    assert.match(problems(pool({ instance: "n4-standard-4", diskType: "pd-ssd" })), /diskType.*hyperdisk-balanced/);
    assert.match(
      problems({ ...pool({ instance: "e2-standard-4" }), volumeType: "hyperdisk-balanced" }),
      /volumeType.*not main \(e2-standard-4\)/,
    );
  });

  it("refuses pools that could not be spread or upgraded", () => {
    assert.match(problems(pool({ min: 1, max: 2 })), /nodePools\.main\.max.*at least 3, a node in each/);
    assert.equal(problems(pool({ min: 1, max: 2, zones: ["europe-west1-b"] })), "");
    assert.match(problems(pool({ zones: ["us-east1-b"] })), /nodePools\.main\.zones.*zones of the cluster/);
    assert.match(problems(pool({ upgrade: { maxSurge: 0 } })), /upgrade\.maxSurge.*at least 1/);
    assert.match(problems({ nodePools: {} }), /nodePools.*at least one/);
    assert.match(problems({ nodePools: { ["n".repeat(41)]: {} } }), /nodePools.*1 to 40 lower-case/);
  });

  it("wants a pool for pods that ask for nothing, such as the add-ons'", () => {
    const taints = [{ key: "batch", value: "true", effect: "NoSchedule" }];
    assert.match(problems(pool({ taints })), /cluster\.nodePools: found only pools with taints/);
    const arm = { instance: "c4a-standard-4" };
    assert.match(
      problems({ nodePools: { arm, batch: { taints } } }),
      /cluster\.nodePools: found only pools with taints/,
    );
    assert.equal(problems({ nodePools: { arm } }), "");
    assert.equal(problems(pool({ taints: [{ ...taints[0], effect: "PreferNoSchedule" }] })), "");
    assert.equal(problems({ ...pool({ taints }), nodeAutoProvisioning: { enabled: true } }), "");
  });

  it("wants one disk type for the volumes of those pods", () => {
    const [e2, n4] = [{ instance: "e2-standard-4" }, { instance: "n4-standard-4" }];
    assert.match(
      problems({ nodePools: { e2, n4 } }),
      /cluster\.volumeType.*not e2 \(e2-standard-4\), n4 \(n4-standard-4\)/,
    );
    const taints = [{ key: "batch", value: "true", effect: "NoSchedule" }];
    assert.equal(problems({ nodePools: { e2, n4: { ...n4, taints } } }), "");
    assert.equal(problems({ nodePools: { e2, n4: { ...n4, taints } }, volumeType: "pd-ssd" }), "");
    assert.equal(problems({ nodePools: { n4, c3: { instance: "c3-standard-4" } } }), "");
  });

  it("refuses a version of a pool, which GKE would fight with, and an upgrade of more nodes than GKE takes", () => {
    assert.match(problems(pool({ version: "1.34" })), /nodePools\.main\.version.*maintenance\.exclusions/);
    const upgrade = { maxSurge: 15, maxUnavailable: 6 };
    assert.match(problems(pool({ upgrade })), /upgrade\.maxSurge.*at most 20 of both/);
    assert.equal(problems(pool({ upgrade: { maxSurge: 15, maxUnavailable: 5 } })), "");
  });

  it("refuses logs and metrics that GKE would not collect", () => {
    assert.match(
      problems({ logging: { components: ["WORKLOADS"] } }),
      /logging\.components.*SYSTEM_COMPONENTS besides/,
    );
    const components = ["SYSTEM_COMPONENTS", "POD"];
    assert.match(problems({ monitoring: { components } }), /monitoring\.components\[1\].*managedPrometheus: true/);
    assert.equal(problems({ monitoring: { components, managedPrometheus: true } }), "");
    assert.equal(problems({ mode: "autopilot", monitoring: { components } }), "");
    assert.match(problems({ monitoring: { components: ["APISERVER"] } }), /monitoring\.components.*SYSTEM_COMPONENTS/);
  });

  it("refuses Prometheus in Autopilot, which lets no pod read the host as its node exporter does", () => {
    const values = (mode: string) => ({ cluster: { ...least, mode }, addons: { prometheus: {} } });
    assert.match(problemsOf(values("autopilot")).join(), /addons\.prometheus.*cluster\.mode: standard/);
    assert.deepEqual(problemsOf(values("standard")), []);
  });

  it("refuses in Autopilot what only Standard takes", () => {
    assert.equal(problems({ mode: "autopilot" }), "");
    assert.match(problems({ mode: "autopilot", ...pool({}) }), /cluster\.nodePools.*Autopilot decides it by itself/);
    assert.match(problems({ mode: "autopilot", network: { maxPodsPerNode: 32 } }), /maxPodsPerNode.*Autopilot decides/);
    assert.match(problems({ mode: "autopilot", location: "zonal" }), /cluster\.location.*regional/);
    assert.equal(problems({ mode: "autopilot", profile: "development" }), "");
  });

  it("refuses maintenance windows that GKE does", () => {
    assert.match(problems({ maintenance: { days: ["su"], hours: 4 } }), /maintenance\.days.*48 hours.*these are 16/);
    assert.equal(problems({ maintenance: { days: ["tu", "we", "th"], hours: 5 } }), "");
    const exclusion = { name: "freeze", start: "2026-12-01T00:00:00Z", scope: "no-upgrades" };
    assert.match(
      problems({ maintenance: { exclusions: [{ ...exclusion, end: "2027-02-01T00:00:00Z" }] } }),
      /exclusions\[0\]\.end.*at most 30 days/,
    );
    assert.match(
      problems({ maintenance: { exclusions: [{ ...exclusion, end: "2026-11-01T00:00:00Z" }] } }),
      /exclusions\[0\]\.end.*after its start/,
    );
  });

  it("takes members and security groups in their form only", () => {
    assert.match(problems({ access: { admins: ["ops@acme.example"] } }), /access\.admins.*user:, group: or/);
    assert.match(problems({ access: { securityGroup: "ops@acme.example" } }), /gke-security-groups@ and a domain/);
  });

  it("refuses a lock that outlasts the backup", () => {
    assert.match(
      problems({ backup: { enabled: true, retentionDays: 7, lockDays: 14 } }),
      /backup\.lockDays.*at most the 7 days/,
    );
  });
});
