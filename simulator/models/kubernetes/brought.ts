import type { SimulatedCloud } from "../../cloud";
import { reach } from "../../inputs";
import type { Brought, Properties, SimulatedResource } from "../../model";
import { hex, type Models, text } from "../fields";
import { chartOf, clusterAt, releaseType } from "./places";
import { recordModels, recordsFor } from "./records";

type Kind = "balancer" | "disk" | "node";

/** What a cluster makes in a cloud, by the type of the cluster. */
const makers: Readonly<Record<string, (kind: Kind, key: string, cluster: SimulatedResource) => Brought>> = {
  "aws:eks/cluster:Cluster": (kind, key, cluster) => {
    const tags = { [`kubernetes.io/cluster/${cluster.id}`]: "owned" };
    // An interface of a load balancer or a node is in each of the subnets, and holds it.
    const subnets = kind === "disk" ? [] : reach(cluster.inputs, "vpcConfig.subnetIds.*");
    const types = { balancer: "LoadBalancer", disk: "Volume", node: "Instance" };
    const ids = { balancer: `a${key}`, disk: `vol-0${key.slice(-16)}`, node: `i-0${key.slice(-16)}` };
    return { type: `simulated:aws:${types[kind]}`, id: ids[kind], inputs: { subnets, tags } };
  },
  "azure-native:containerservice:ManagedCluster": (kind, key, cluster) => {
    const types = {
      balancer: "Microsoft.Network/publicIPAddresses/kubernetes-a",
      disk: "Microsoft.Compute/disks/pvc-",
      node: "Microsoft.Compute/virtualMachines/",
    };
    const subscription = cluster.id.split("/").slice(0, 3).join("/");
    const id = `${subscription}/resourceGroups/${cluster.outputs.nodeResourceGroup}/providers/${types[kind]}${key}`;
    return { type: "simulated:azure:NodeGroupResource", id, inputs: {} };
  },
  "gcp:container/cluster:Cluster": (kind, key, cluster) => {
    const network = kind === "balancer" ? { network: cluster.inputs.network } : {};
    const types = { balancer: "ForwardingRule", disk: "Disk", node: "Instance" };
    const names = { balancer: `a${key}`, disk: `pvc-${key}`, node: `gke-${key}` };
    return {
      type: `simulated:gcp:${types[kind]}`,
      id: names[kind],
      inputs: { ...network, labels: { "goog-k8s-cluster-name": cluster.outputs.name } },
    };
  },
};

/**
 * What clusters make in their cloud by themselves, and what that holds. A load balancer on AWS has interfaces in the
 * subnets; one on Google Cloud has firewall rules in the network; on Azure both are in the nodes' resource group.
 */
const cloudModels: Models = Object.fromEntries(
  [
    ["simulated:aws:LoadBalancer", { "subnets.*": { type: "aws:ec2/subnet:Subnet" } }],
    ["simulated:aws:Instance", { "subnets.*": { type: "aws:ec2/subnet:Subnet" } }],
    ["simulated:aws:Volume", {}],
    ["simulated:azure:NodeGroupResource", {}],
    [
      "simulated:gcp:ForwardingRule",
      { network: { type: "gcp:compute/network:Network", output: ["id", "name", "selfLink"] } },
    ],
    ["simulated:gcp:Disk", {}],
    ["simulated:gcp:Instance", {}],
  ].map(([type, refs]) => [type, { id: (inputs: Properties) => text(inputs, "owner"), refs }]),
) as Models;

/** The models of what clusters make by themselves. */
export const broughtModels: Models = { ...cloudModels, ...recordModels };

// Charts whose service is a load balancer unless their values say otherwise. Source: the chart's values.yaml.
const balancedByDefault = ["gateway", "ingress-nginx"];

/** Every map in a tree, with the key that it stands under. */
function maps(root: unknown, key = ""): readonly (readonly [string, Properties])[] {
  if (typeof root !== "object" || root === null) return [];
  const inner = Object.entries(root).flatMap(([name, value]) => maps(value, name));
  return Array.isArray(root) ? inner : [[key, root as Properties], ...inner];
}

/** What a release's chart has in it, by its values: services that are load balancers, and claims of volumes. */
function kindsOf(release: SimulatedResource): readonly Kind[] {
  const { values } = release.inputs;
  const services = maps(values).filter(([, map]) => map.type === "LoadBalancer");
  const byDefault = balancedByDefault.includes(chartOf(release)) && reach(values, "service.type").length === 0;
  const claims = maps(values).filter(([key, map]) => {
    return (
      key === "volumeClaimTemplate" ||
      (/^(persisten(ce|tVolume)|(data|audit)Storage)$/.test(key) && map.enabled === true)
    );
  });
  return [
    ...services.map(() => "balancer" as const),
    ...(byDefault ? ["balancer" as const] : []),
    ...claims.map(() => "disk" as const),
  ];
}

/** What an object or a release makes its cluster make in the cloud. */
export function broughtBy(resource: SimulatedResource, cloud: SimulatedCloud): readonly Brought[] {
  const cluster = clusterAt(cloud, resource.home);
  const make = cluster === undefined ? undefined : makers[cluster.type];
  if (cluster === undefined || make === undefined) return [];
  const kinds = resource.type === releaseType ? kindsOf(resource) : ofObject(resource);
  const made = kinds.map((kind, index) => make(kind, `${hex(resource.serial, 28)}${hex(index, 2)}`, cluster));
  return [...made, ...recordsFor(resource)];
}

// Karpenter starts instances for pods that fit nowhere else; a gateway's controller makes it a service.
function ofObject({ type, inputs }: SimulatedResource): readonly Kind[] {
  if (type === "kubernetes:gateway.networking.k8s.io/v1:Gateway") return ["balancer"];
  if (type === "kubernetes:karpenter.sh/v1:NodePool") return ["node"];
  if (type === "kubernetes:core/v1:Service" && text(inputs, "spec.type") === "LoadBalancer") return ["balancer"];
  return type === "kubernetes:core/v1:PersistentVolumeClaim" ? ["disk"] : [];
}
