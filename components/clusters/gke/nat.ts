import { Address } from "@pulumi/gcp/compute/address";
import type { Network } from "@pulumi/gcp/compute/network";
import { Router } from "@pulumi/gcp/compute/router";
import { RouterNat } from "@pulumi/gcp/compute/routerNat";
import type * as pulumi from "@pulumi/pulumi";
import { computeNameOf } from "./names";
import type { GkeSite } from "./site";

/** Lets nodes without public addresses reach the internet: for images, charts and others' APIs. */
export function createNat(
  { name, region, config }: GkeSite,
  network: Network,
  subnetId: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Resource {
  const router = new Router(
    `${name}-router`,
    { name: computeNameOf(name, "router"), network: network.id, region },
    { parent },
  );
  const addresses = Array.from({ length: config.network.natAddresses }, (_, index) => {
    const suffix = `nat-${index + 1}`;
    return new Address(
      `${name}-${suffix}`,
      { name: computeNameOf(name, suffix), region },
      { parent, dependsOn: [network] },
    );
  });
  return new RouterNat(
    `${name}-nat`,
    {
      name: computeNameOf(name, "nat"),
      router: router.name,
      region,
      ...(addresses.length === 0
        ? { natIpAllocateOption: "AUTO_ONLY" }
        : { natIpAllocateOption: "MANUAL_ONLY", natIps: addresses.map(({ selfLink }) => selfLink) }),
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetworks: [{ name: subnetId, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
      // A node has many pods behind one address; fixed port shares run out on the busiest.
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      minPortsPerVm: 64,
      maxPortsPerVm: 4096,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    },
    { parent },
  );
}
