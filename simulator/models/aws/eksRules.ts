import { reach } from "../../inputs";
import type { ModelContext, Properties } from "../../model";
import { notOneOf, refusals, text } from "../fields";

/** The minor part of a Kubernetes version. */
function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}

/** What EKS refuses of a cluster, new or changed. */
export function refuseCluster(inputs: Properties, { cloud, before }: ModelContext): readonly string[] {
  const name = text(inputs, "name");
  const zones = reach(inputs, "vpcConfig.subnetIds.*").map(
    (id) => cloud.find("aws:ec2/subnet:Subnet", String(id))?.inputs.availabilityZone,
  );
  const old = before === undefined ? undefined : text(before.outputs, "version");
  const wanted = text(inputs, "version");
  const steps = old === undefined || wanted === "" ? 0 : minorOf(wanted) - minorOf(old);
  const oldest = Math.min(
    ...cloud.resources
      .filter(({ type, inputs: other }) => type === "aws:eks/nodeGroup:NodeGroup" && other.clusterName === before?.id)
      .map(({ inputs: other }) => minorOf(text(other, "version") || wanted)),
  );
  return [
    ...refusals([
      [
        name !== "" && !/^[0-9A-Za-z][\w-]{0,99}$/.test(name),
        `InvalidParameterException: The cluster name '${name}' is invalid`,
      ],
      [new Set(zones).size < 2, "InvalidParameterException: Subnets specified must be in at least two different AZs"],
      [
        steps > 1 || steps < 0,
        `InvalidParameterException: Unsupported Kubernetes minor version update from ${old} to ${wanted}`,
      ],
      // A node may be three minors behind. Source: Amazon EKS, "Update existing cluster to new Kubernetes version".
      [
        steps === 1 && minorOf(wanted) - oldest > 3,
        "InvalidRequestException: Kubelet version of nodes is too old for this update",
      ],
    ]),
    ...notOneOf(inputs, "accessConfig.authenticationMode", ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"]),
    ...notOneOf(inputs, "upgradePolicy.supportType", ["STANDARD", "EXTENDED"]),
    ...notOneOf(inputs, "enabledClusterLogTypes.*", [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]),
  ];
}

/** What EKS refuses of a node group. */
export function refuseNodeGroup(inputs: Properties, { cloud }: ModelContext): readonly string[] {
  const cluster = cloud.find("aws:eks/cluster:Cluster", text(inputs, "clusterName"));
  const version = text(inputs, "version");
  const [min, wanted, max] = ["minSize", "desiredSize", "maxSize"].map((size) =>
    Number(reach(inputs, `scalingConfig.${size}`)[0]),
  );
  const roleName = text(inputs, "nodeRoleArn").split("/").at(-1);
  const attached = cloud.resources.filter(
    ({ type, inputs: other }) =>
      type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" && other.role === roleName,
  );
  return [
    ...refusals([
      [
        (min ?? 0) > (wanted ?? 0) || (wanted ?? 0) > (max ?? 0),
        `InvalidParameterException: desired capacity ${wanted} must be between minimum ${min} and maximum ${max}`,
      ],
      [
        cluster !== undefined && version !== "" && minorOf(version) > minorOf(text(cluster.outputs, "version")),
        `InvalidParameterException: nodegroup version ${version} is newer than the cluster's`,
      ],
      // Without it, nodes start and never come to be part of the cluster.
      [
        !attached.some(({ inputs: other }) => /\/AmazonEKSWorkerNode(Minimal)?Policy$/.test(text(other, "policyArn"))),
        "NodeCreationFailure: Instances failed to join the kubernetes cluster",
      ],
      [
        text(inputs, "nodeGroupName").length > 63,
        "InvalidParameterException: nodegroupName is longer than 63 characters",
      ],
      [
        inputs.diskSize !== undefined && inputs.launchTemplate !== undefined,
        "InvalidParameterException: Disk size must be specified within the launch template.",
      ],
    ]),
    ...notOneOf(inputs, "capacityType", ["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"]),
    ...notOneOf(inputs, "taints.*.effect", ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"]),
  ];
}
