/**
 * The zone letters of each region that EKS is in. Source: AWS "Regions and Zones" (EC2 User Guide). An account may lack
 * a letter (ap-northeast-1 shows a, c and d to new accounts, us-west-1 two of three) and EKS refuses a few zones by id
 * (use1-az3, usw1-az2, cac1-az3: "Amazon EKS VPC and subnet requirements"); `network.zones` names others. us-east-1e is
 * left out: it has few of the current instance types.
 */
const zoneLetters = {
  "af-south-1": "abc",
  "ap-east-1": "abc",
  "ap-east-2": "abc",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ap-northeast-3": "abc",
  "ap-south-1": "abc",
  "ap-south-2": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
  "ap-southeast-3": "abc",
  "ap-southeast-4": "abc",
  "ap-southeast-5": "abc",
  "ap-southeast-7": "abc",
  "ca-central-1": "abd",
  "ca-west-1": "abc",
  "eu-central-1": "abc",
  "eu-central-2": "abc",
  "eu-north-1": "abc",
  "eu-south-1": "abc",
  "eu-south-2": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "il-central-1": "abc",
  "me-central-1": "abc",
  "me-south-1": "abc",
  "mx-central-1": "abc",
  "sa-east-1": "abc",
  "us-east-1": "abcdf",
  "us-east-2": "abc",
  "us-gov-east-1": "abc",
  "us-gov-west-1": "abc",
  "us-west-1": "abc",
  "us-west-2": "abcd",
} as const;

export type EksRegion = keyof typeof zoneLetters;

/** Every region that a cluster may be in, in alphabetical order. */
export const eksRegions = Object.keys(zoneLetters) as [EksRegion, ...EksRegion[]];

/** The names of a region's zones, such as `eu-west-1a`. */
export function zonesOf(region: EksRegion): readonly string[] {
  return [...zoneLetters[region]].map((letter) => `${region}${letter}`);
}

/** The zones that a cluster's subnets are in: those of its config, or the region's first ones. */
export function zonesWanted(
  region: EksRegion,
  network: { readonly zones?: readonly string[] | undefined; readonly zoneCount: number },
): readonly string[] {
  return network.zones ?? zonesOf(region).slice(0, network.zoneCount);
}

/** The partition in a region's ARNs. */
export function partitionOf(region: EksRegion): "aws" | "aws-us-gov" {
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
