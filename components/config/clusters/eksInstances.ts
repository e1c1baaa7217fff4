/** What an EC2 instance type's name says. Source: "Amazon EC2 instance type naming conventions" (EC2 User Guide). */
export interface InstanceType {
  /** The letters in front of the generation: `m` of m7g.xlarge, `g` of g5.xlarge. */
  readonly family: string;
  readonly architecture: "amd64" | "arm64";
  readonly accelerator: "nvidia" | "neuron" | undefined;
  readonly size: string;
}

const form =
  /^([a-z]+)(?:(\d+)([a-z]*))?(-[a-z0-9]+)?\.((?:nano|micro|small|medium|large|\d*xlarge|metal)(?:-\d+xl)?)$/;

// GPUs of g4ad are AMD's, which the NVIDIA images have no driver for.
function acceleratorOf(family: string, attributes: string): InstanceType["accelerator"] {
  if (/^(g|gr|p)$/.test(family) && !attributes.startsWith("a")) return "nvidia";
  return /^(inf|trn)$/.test(family) ? "neuron" : undefined;
}

/**
 * Reads `m7g.xlarge`. Graviton types have a `g` among the letters after the generation (m7g, c7gn, im4gn, x2gd, is4gen)
 * or are of the first generation's family, a1.
 * @returns undefined for anything that is not an instance type's name
 */
export function parseInstance(text: string): InstanceType | undefined {
  const match = form.exec(text);
  const [, family = "", generation, attributes = "", , size = ""] = match ?? [];
  if (match === null || (generation === undefined && family !== "u")) return undefined;
  const arm = attributes.includes("g") || (family === "a" && generation === "1");
  return { family, architecture: arm ? "arm64" : "amd64", accelerator: acceleratorOf(family, attributes), size };
}

// The most pods by size, of the current families without prefix delegation, and at most what a managed node group sets:
// 110 below 30 vCPUs. Source: amazon-eks-ami, eni-max-pods.txt; EKS "Choose an optimal EC2 node instance type".
const podsBySize: Readonly<Record<string, number>> = {
  nano: 4,
  micro: 4,
  small: 11,
  medium: 17,
  large: 35,
  xlarge: 58,
  "2xlarge": 58,
  "3xlarge": 110,
  "4xlarge": 110,
};

const podsOfLargest = 250;

/** The most pods that a node of an instance type runs, each of which has an address of the VPC. */
export function podsPerNode(instance: string): number {
  return podsBySize[parseInstance(instance)?.size ?? ""] ?? podsOfLargest;
}
