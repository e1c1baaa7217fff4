import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EksConfig } from "../../config/clusters";
import { type InstanceType, parseInstance } from "../../config/clusters/eksInstances";

export type Pool = EksConfig["nodePools"][string];

// Source: EKS API reference, Nodegroup.amiType. Bottlerocket's plain variants have the Neuron driver.
const images = {
  al2023: {
    amd64: { none: "AL2023_x86_64_STANDARD", nvidia: "AL2023_x86_64_NVIDIA", neuron: "AL2023_x86_64_NEURON" },
    arm64: { none: "AL2023_ARM_64_STANDARD", nvidia: "AL2023_ARM_64_NVIDIA", neuron: "AL2023_ARM_64_STANDARD" },
  },
  bottlerocket: {
    amd64: { none: "BOTTLEROCKET_x86_64", nvidia: "BOTTLEROCKET_x86_64_NVIDIA", neuron: "BOTTLEROCKET_x86_64" },
    arm64: { none: "BOTTLEROCKET_ARM_64", nvidia: "BOTTLEROCKET_ARM_64_NVIDIA", neuron: "BOTTLEROCKET_ARM_64" },
  },
} as const satisfies Record<
  Pool["image"],
  Record<InstanceType["architecture"], Record<NonNullable<InstanceType["accelerator"]> | "none", string>>
>;

/** The image of a pool's nodes, as EKS names it. */
export function amiType({ instance, image }: Pool): string {
  const type = parseInstance(instance);
  return images[image][type?.architecture ?? "amd64"][type?.accelerator ?? "none"];
}

type Disk = types.input.ec2.LaunchTemplateBlockDeviceMapping;

/**
 * A pool's disks, each encrypted with the key. Bottlerocket has its system on a disk of its own, whose size is the
 * image's, and containers' data on the second. Source: bottlerocket, QUICKSTART-EKS.
 */
export function disksOf({ image, diskGiB }: Pool, kmsKeyId: pulumi.Input<string>): Disk[] {
  const ebs = { volumeType: "gp3", encrypted: "true", kmsKeyId, deleteOnTermination: "true" };
  const data = { ...ebs, volumeSize: diskGiB };
  return image === "bottlerocket"
    ? [
        { deviceName: "/dev/xvda", ebs },
        { deviceName: "/dev/xvdb", ebs: data },
      ]
    : [{ deviceName: "/dev/xvda", ebs: data }];
}
