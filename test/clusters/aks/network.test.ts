import assert from "node:assert/strict";
import { contains, overlaps, parseCidr } from "../../../components/config/values/cidr";
import { all, only, planOf } from "../../support/plan";
import { aks } from "./stacks";

describe("the network of a cluster on AKS", () => {
  it("has nodes and API server in subnets of their own, with no way out but the NAT gateway", async () => {
    const plan = await planOf({ cluster: aks({ network: { cidr: "10.50.0.0/20" } }) });
    const nodes = only(plan, "azure-native:network:Subnet", "test-aks-nodes-subnet").inputs;
    const apiServer = only(plan, "azure-native:network:Subnet", "test-aks-api-server-subnet").inputs;
    assert.deepEqual(nodes.natGateway, { id: "${test-aks-nat.id}" });
    assert.deepEqual([nodes.defaultOutboundAccess, apiServer.defaultOutboundAccess], [false, false]);
    assert.deepEqual(apiServer.delegations, [
      { name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" },
    ]);
    const [network, one, other] = ["10.50.0.0/20", nodes.addressPrefix, apiServer.addressPrefix].map((it) =>
      parseCidr(String(it)),
    );
    assert.ok(network && one && other);
    assert.ok(contains(network, one) && contains(network, other) && !overlaps(one, other));
  });

  it("has a zone-redundant address for the NAT gateway, unless the gateway is put in a zone", async () => {
    const spread = await planOf({ cluster: aks() });
    assert.deepEqual(only(spread, "azure-native:network:PublicIPAddress").inputs.zones, ["1", "2", "3"]);
    assert.equal("zones" in only(spread, "azure-native:network:NatGateway").inputs, false);
    const pinned = await planOf({ cluster: aks({ network: { nat: { zone: "2", addresses: 2 } } }) });
    assert.deepEqual(
      all(pinned, "azure-native:network:PublicIPAddress").map(({ inputs }) => inputs.zones),
      [["2"], ["2"]],
    );
    assert.deepEqual(only(pinned, "azure-native:network:NatGateway").inputs.zones, ["2"]);
  });

  it("asks for no zones in a region without any", async () => {
    const plan = await planOf({
      cluster: aks({ region: "westus", zones: [], diskRedundancy: "local", objectRedundancy: "local" }),
    });
    assert.equal("zones" in only(plan, "azure-native:network:PublicIPAddress").inputs, false);
    assert.equal("availabilityZones" in only(plan, "azure-native:containerservice:AgentPool").inputs, false);
  });
});
