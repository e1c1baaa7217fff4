import { Clock } from "../../simulator/clock";
import { SimulatedCloud } from "../../simulator/cloud";
import type { Properties, SimulatedResource } from "../../simulator/model";

/** The urn of a resource of a test's stack. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::kubernetes-architect::${type}::${name}`;
}

/** A cloud as a provider with one config sees it. */
export class Account {
  readonly cloud = new SimulatedCloud(new Clock(0));

  constructor(private readonly config: Properties = {}) {}

  /** The same cloud, for a provider with another config. */
  as(config: Properties): Account {
    return Object.assign(new Account(config), { cloud: this.cloud });
  }

  make(type: string, inputs: Properties, name = "one"): Promise<SimulatedResource> {
    return this.cloud.create(type, urnOf(type, name), inputs, this.config);
  }

  change({ type, id, urn }: SimulatedResource, inputs: Properties): Promise<SimulatedResource> {
    return this.cloud.update(type, urn, id, inputs, this.config);
  }

  delete({ type, id, urn }: SimulatedResource): Promise<void> {
    return this.cloud.delete(type, urn, id, this.config);
  }

  read({ type, id, urn }: SimulatedResource): Promise<SimulatedResource | undefined> {
    return this.cloud.read(type, urn, id, this.config);
  }
}

const trust = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const workerPolicy = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";

/** What a cluster on AWS is made of. */
export interface Eks {
  readonly vpc: SimulatedResource;
  readonly subnets: readonly SimulatedResource[];
  readonly cluster: SimulatedResource;
  readonly nodes: SimulatedResource;
  /** The cluster, as a kubernetes provider sees it. */
  readonly inside: Account;
}

/** Makes a cluster on AWS with two subnets and a node group. */
export async function eksIn(account: Account): Promise<Eks> {
  const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
  const subnets = await Promise.all(
    ["a", "b"].map((zone, index) =>
      account.make("aws:ec2/subnet:Subnet", {
        vpcId: vpc.id,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `eu-west-1${zone}`,
      }),
    ),
  );
  const role = await account.make("aws:iam/role:Role", { name: "nodes", assumeRolePolicy: trust });
  await account.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: role.id, policyArn: workerPolicy });
  const subnetIds = subnets.map(({ id }) => id);
  const cluster = await account.make("aws:eks/cluster:Cluster", {
    name: "one",
    version: "1.34",
    roleArn: role.outputs.arn,
    vpcConfig: { subnetIds },
  });
  const nodes = await account.make("aws:eks/nodeGroup:NodeGroup", {
    clusterName: cluster.id,
    nodeGroupName: "general",
    nodeRoleArn: role.outputs.arn,
    subnetIds,
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 3 },
  });
  return { vpc, subnets, cluster, nodes, inside: account.as({ kubeconfig: kubeconfigOf(cluster) }) };
}

/** The kubeconfig that the program makes for a cluster. */
export function kubeconfigOf({ outputs }: SimulatedResource): string {
  return JSON.stringify({ clusters: [{ name: "one", cluster: { server: outputs.endpoint } }] });
}
