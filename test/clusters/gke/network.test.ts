import assert from "node:assert/strict";
import { all, only, planOf } from "../../support/plan";
import { least, planGke } from "./support";

describe("the network of a GKE cluster", () => {
  it("has one subnet with ranges for pods and services, private access to Google and flow logs", async () => {
    const plan = await planGke({ network: { cidr: "10.60.0.0/22", podCidr: "10.64.0.0/16" } });
    assert.equal(only(plan, "gcp:compute/network:Network").inputs.autoCreateSubnetworks, false);
    const { inputs } = only(plan, "gcp:compute/subnetwork:Subnetwork");
    assert.equal(inputs.ipCidrRange, "10.60.0.0/22");
    assert.equal(inputs.privateIpGoogleAccess, true);
    assert.deepEqual(inputs.secondaryIpRanges, [
      { rangeName: "pods", ipCidrRange: "10.64.0.0/16" },
      { rangeName: "services", ipCidrRange: "10.28.0.0/20" },
    ]);
    assert.equal((inputs.logConfig as { metadata: string }).metadata, "INCLUDE_ALL_METADATA");
  });

  it("leaves flow logs out where the profile or the config says so", async () => {
    for (const options of [{ profile: "development" }, { network: { flowLogs: false } }]) {
      const { inputs } = only(await planGke(options), "gcp:compute/subnetwork:Subnetwork");
      assert.equal("logConfig" in inputs, false);
    }
  });

  it("lets nodes out through a NAT of the subnet only, and logs what fails", async () => {
    const { inputs } = only(await planGke(), "gcp:compute/routerNat:RouterNat");
    assert.equal(inputs.natIpAllocateOption, "AUTO_ONLY");
    assert.equal(inputs.sourceSubnetworkIpRangesToNat, "LIST_OF_SUBNETWORKS");
    assert.deepEqual(inputs.subnetworks, [{ name: "${test-subnet.id}", sourceIpRangesToNats: ["ALL_IP_RANGES"] }]);
    assert.deepEqual(inputs.logConfig, { enable: true, filter: "ERRORS_ONLY" });
  });

  it("leaves from fixed addresses when told how many", async () => {
    const plan = await planGke({ network: { natAddresses: 2 } });
    assert.equal(all(plan, "gcp:compute/address:Address").length, 2);
    const { inputs } = only(plan, "gcp:compute/routerNat:RouterNat");
    assert.equal(inputs.natIpAllocateOption, "MANUAL_ONLY");
    assert.deepEqual(inputs.natIps, ["${test-nat-1.selfLink}", "${test-nat-2.selfLink}"]);
  });

  it("lets the control plane reach the webhooks of the add-ons that are on, by the nodes' service account", async () => {
    const plan = await planOf({
      cluster: { ...least, network: { controlPlaneCidr: "10.29.0.0/28" } },
      addons: { istio: {}, prometheus: {} },
    });
    const { inputs } = only(plan, "gcp:compute/firewall:Firewall", "test-webhooks");
    assert.deepEqual(inputs.sourceRanges, ["10.29.0.0/28"]);
    assert.deepEqual(inputs.targetServiceAccounts, ["${test-nodes.email}"]);
    assert.deepEqual(inputs.allows, [{ protocol: "tcp", ports: ["10250", "15017"] }]);
  });

  it("opens nothing to the control plane where no add-on has a webhook", async () => {
    const names = all(await planGke(), "gcp:compute/firewall:Firewall").map(({ name }) => name);
    assert.deepEqual(names, ["test-deny-ingress"]);
  });

  it("denies and logs all else that comes in, behind GKE's own rules and before the implied one", async () => {
    const plan = await planGke();
    const { inputs } = only(plan, "gcp:compute/firewall:Firewall", "test-deny-ingress");
    assert.deepEqual(inputs.denies, [{ protocol: "all" }]);
    assert.ok(Number(inputs.priority) > 1000 && Number(inputs.priority) < 65_535);
    assert.ok("logConfig" in inputs);
    const open = all(plan, "gcp:compute/firewall:Firewall").filter(
      (rule) => "allows" in rule.inputs && (rule.inputs.sourceRanges as string[]).includes("0.0.0.0/0"),
    );
    assert.deepEqual(open, []);
  });
});
