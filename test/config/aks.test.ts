import assert from "node:assert/strict";
import { aksNetworks, aksProblems } from "../../components/config/checks/aks";
import type { AksConfig } from "../../components/config/clusters";
import { aksCluster } from "../../components/config/clusters/aks";
import { ephemeralDiskGiB, parseVmSize } from "../../components/config/clusters/aksSizes";
import { aksSubnets } from "../../components/config/clusters/aksSubnets";
import { showPath } from "../../components/config/errors";
import { readStackText } from "../../components/config/read";
import { aks } from "../clusters/aks/stacks";
import { configOf, problemsOf, stackText } from "../support/plan";

/** What the rules over a whole cluster say, as `path: found; allowed`. */
function broken(cluster: Readonly<Record<string, unknown>>): readonly string[] {
  const config = { ...configOf({ cluster: aks() }), cluster: aksCluster.parse(aks(cluster)) };
  const raw = readStackText(stackText({ cluster: aks(cluster) }), "stack.yaml", "project", "stack");
  return aksProblems(config, raw).map(
    ({ path, found, allowed }) => `${showPath(path).replace(/^.*:cluster\.?/, "")}: ${found}; ${allowed}`,
  );
}

function assertBroken(cluster: Readonly<Record<string, unknown>>, ...patterns: readonly RegExp[]): void {
  const problems = broken(cluster);
  assert.equal(problems.length, patterns.length, problems.join("\n"));
  for (const [index, pattern] of patterns.entries()) assert.match(String(problems[index]), pattern);
}

describe("the config of a cluster on AKS", () => {
  it("asks for a region and for who administers it, and takes production's defaults for the rest", () => {
    assert.deepEqual(broken({}), []);
    const missing = problemsOf({ cluster: { cloud: "aks" } }).join("\n");
    assert.match(missing, /cluster\.region: missing/);
    assert.match(missing, /cluster\.access\.admins: missing/);
  });

  it("refuses names, GUIDs and sizes that Azure would refuse, each by its place", () => {
    const cases: readonly [Record<string, unknown>, RegExp][] = [
      [{ region: "atlantis" }, /cluster\.region: found "atlantis"/],
      [{ nodePools: { "my-pool": {} } }, /allowed: as a name, 1 to 12 lower-case letters or digits/],
      [{ nodePools: { poolwithalongname: {} } }, /allowed: as a name, 1 to 12/],
      [{ subscriptionId: "mine" }, /cluster\.subscriptionId: found "mine"; allowed: a subscription id/],
      [{ access: { admins: ["admins"] } }, /cluster\.access\.admins\[0\]: found "admins"/],
      [{ access: { admins: [] } }, /cluster\.access\.admins: found an empty list; allowed: at least 1/],
      [{ nodePools: { a: { instance: "m5.large" } } }, /nodePools\.a\.instance: found "m5.large"/],
      [{ name: "x".repeat(64) }, /cluster\.name/],
      [{ nodeResourceGroup: "x".repeat(81) }, /cluster\.nodeResourceGroup/],
      [{ secretsVault: "/subscriptions/x" }, /cluster\.secretsVault/],
    ];
    for (const [cluster, expected] of cases) assert.match(problemsOf({ cluster: aks(cluster) }).join("\n"), expected);
  });

  it("wants a /24 of the pods' network for each node, those of upgrades included", () => {
    const pools = (max: number) => ({ nodePools: { a: { max, maxSurge: "100%" } }, systemPool: { max: 5 } });
    // 5 + 2 of the system pool and twice the other's: 7 + 2 × 124 = 255, and 257 with one more.
    assert.deepEqual(broken({ ...pools(124) }), []);
    assertBroken(
      { ...pools(125) },
      /^network\.podCidr: 10\.244\.0\.0\/16, room for 256 nodes; a \/15 or larger.*257 nodes/,
    );
  });

  it("wants room for the nodes in the virtual network", () => {
    assert.deepEqual(broken({ network: { cidr: "10.20.0.0/24" } }), []);
    assertBroken({ network: { cidr: "10.20.0.0/26" } }, /^network\.cidr: 10\.20\.0\.0\/26; a \/25 or larger/);
  });

  it("holds the services' network to what AKS takes", () => {
    assertBroken({ network: { serviceCidr: "172.16.0.0/12" } }, /^network\.serviceCidr: .*\/13 to \/28/);
    assertBroken({ network: { serviceCidr: "172.16.0.0/29" } }, /^network\.serviceCidr/);
  });

  it("holds zones and redundancy to the region", () => {
    assertBroken(
      { region: "westus" },
      /^zones: zones 1, 2, 3 in westus; none/,
      /^diskRedundancy: zone in westus; local/,
      /^objectRedundancy: geoZone in westus; local, since westus has no availability zones/,
    );
    assertBroken({ region: "polandcentral" }, /^objectRedundancy: .*zone or local, since polandcentral has no paired/);
    assertBroken(
      {
        region: "westus",
        zones: [],
        diskRedundancy: "local",
        objectRedundancy: "local",
        network: { nat: { zone: "1" } },
      },
      /^network\.nat\.zone/,
    );
  });

  it("holds pools to what their size has", () => {
    const pool = (options: Record<string, unknown>) => ({ nodePools: { a: options } });
    assertBroken(
      pool({ instance: "Standard_D4ps_v5", architecture: "amd64" }),
      /^nodePools\.a\.architecture: amd64 on Standard_D4ps_v5; arm64/,
    );
    assertBroken(pool({ instance: "Standard_D4s_v5", osDisk: "ephemeral" }), /^nodePools\.a\.osDisk: .*no local disk/);
    assertBroken(pool({ osDisk: "ephemeral", diskGiB: 200 }), /^nodePools\.a\.osDisk: .*at most 150/);
    assertBroken(pool({ instance: "Standard_D4_v5" }), /^nodePools\.a\.instance: .*letter s/);
    assertBroken({ systemPool: { instance: "Standard_B1s" } }, /^systemPool\.instance: Standard_B1s/);
    assertBroken({ systemPool: { min: 4, max: 2 } }, /^systemPool\.max: 2; at least min, which is 4/);
  });

  it("wants a value for each taint, and leaves Azure's own names to Azure", () => {
    const pool = (options: Record<string, unknown>) => ({ nodePools: { plain: {}, a: options } });
    const effect = "NoSchedule";
    assertBroken(
      pool({ taints: [{ key: "gpu", effect }] }),
      /^nodePools\.a\.taints\[0\]: gpu without a value; a value/,
    );
    assertBroken(
      pool({ taints: [{ key: "kubernetes.azure.com/mine", value: "true", effect }] }),
      /^nodePools\.a\.taints\[0\]\.key: kubernetes\.azure\.com\/mine; any prefix but/,
    );
    assertBroken(pool({ labels: { "kubernetes.azure.com/mine": "x" } }), /^nodePools\.a\.labels.*any prefix but/);
  });

  it("wants somewhere to run for pods without tolerations", () => {
    assertBroken({ nodePools: { a: { spot: true } } }, /^nodePools: spot and tainted pools only/);
    assertBroken({ nodePools: { a: { taints: [{ key: "gpu", value: "true", effect: "NoSchedule" }] } } }, /^nodePools/);
  });

  it("wants a workspace for what writes to one", () => {
    assertBroken(
      { monitoring: { logAnalytics: false } },
      /^monitoring\.containerInsights/,
      /^monitoring\.defender: true without logAnalytics/,
    );
  });

  it("has profiles that pass its own rules", () => {
    for (const profile of ["production", "development", "ephemeral"]) {
      const config = configOf({ cluster: aks({ profile }) });
      const raw = readStackText(stackText({}), "stack.yaml", "project", "stack");
      assert.deepEqual(aksProblems(config, raw), [], profile);
    }
  });

  it("names its networks for the check against others", () => {
    const cluster = configOf({ cluster: aks({ network: { cidr: "10.50.0.0/16" } }) }).cluster as AksConfig;
    assert.deepEqual(
      aksNetworks(cluster).map(({ path, cidr }) => [path.at(-1), cidr]),
      [
        ["cidr", "10.50.0.0/16"],
        ["podCidr", "10.244.0.0/16"],
        ["serviceCidr", "10.0.0.0/16"],
      ],
    );
  });
});

describe("a virtual machine size", () => {
  it("is read from its name", () => {
    const read = (name: string) => {
      const size = parseVmSize(name);
      return size && [size.family, size.vcpus, size.architecture, size.premiumDisks, size.localDisk, size.version];
    };
    assert.deepEqual(read("Standard_D4ds_v5"), ["D", 4, "amd64", true, true, 5]);
    assert.deepEqual(read("Standard_D16pls_v6"), ["D", 16, "arm64", true, false, 6]);
    assert.deepEqual(read("Standard_E64-32ds_v5"), ["E", 32, "amd64", true, true, 5]);
    assert.deepEqual(read("Standard_NC4as_T4_v3"), ["NC", 4, "amd64", true, false, 3]);
    assert.deepEqual(read("Standard_DC8eds_cc_v5"), ["DC", 8, "amd64", true, true, 5]);
    assert.deepEqual(read("Standard_NP10s"), ["NP", 10, "amd64", true, false, 1]);
    assert.deepEqual(read("Standard_DS2_v2"), ["DS", 2, "amd64", true, false, 2]);
    for (const name of ["standard_d4s_v5", "D4s_v5", "Standard_D4s_v5 ", "Standard_", "m5.large"])
      assert.equal(read(name), undefined, name);
  });

  it("has room for an OS disk only where it has a local disk", () => {
    assert.equal(ephemeralDiskGiB("Standard_D2ds_v5"), 75);
    assert.equal(ephemeralDiskGiB("Standard_E8ads_v5"), 300);
    assert.equal(ephemeralDiskGiB("Standard_D4s_v5"), 0);
    assert.equal(ephemeralDiskGiB("Standard_D4ds_v6"), 0);
  });
});

describe("the subnets on AKS", () => {
  it("fit in any network from /8 to /26 and in none that is smaller", () => {
    for (let prefix = 8; prefix <= 26; prefix += 1) assert.ok(aksSubnets(`10.0.0.0/${prefix}`), `/${prefix}`);
    assert.equal(aksSubnets("10.0.0.0/28"), undefined);
  });
});
