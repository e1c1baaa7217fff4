/** A Kubernetes minor version: `1.35` is `{ major: 1, minor: 35 }`. */
export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `1.35`; undefined for anything else. */
export function parseVersion(text: string): KubernetesVersion | undefined {
  const match = /^(\d+)\.(\d+)$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

/** How many minors `to` is ahead of `from`; negative when behind. Kubernetes has had one major. */
export function minorsAhead(from: KubernetesVersion, to: KubernetesVersion): number {
  return (to.major - from.major) * 1000 + to.minor - from.minor;
}
