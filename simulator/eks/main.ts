import * as pulumi from "@pulumi/pulumi";
import { EksComponent, type EksInputs } from "./cluster";

// The eks provider as a process of its own, as Pulumi runs providers of components. It prints its port when it is ready.

const provider: pulumi.provider.Provider = {
  version: (require("@pulumi/eks/package.json") as { version: string }).version,
  async construct(name, type, inputs, options) {
    if (type !== "eks:index:Cluster") throw new Error(`the simulator has no component ${type}`);
    const component = new EksComponent(name, inputs as unknown as EksInputs, options);
    return {
      urn: component.urn,
      state: { eksCluster: component.eksCluster, clusterSecurityGroupId: component.clusterSecurityGroupId },
    };
  },
};

// Whoever started it holds the other end of its standard input: it never outlives them.
process.stdin.resume().on("end", () => process.exit());

pulumi.provider.main(provider, process.argv.slice(2));
