import { kubernetesVersions } from "../../versions";
import { maxKubeletSkew } from "../clusters/common";
import type { Problem } from "../errors";
import type { Config } from "../parse";
import { oneOf, problemAt } from "../problems";
import { type KubernetesVersion, minorsAhead, parseVersion } from "../values/kubernetesVersion";

/** Refuses a Kubernetes version that the cloud does not offer, an upgrade that skips a minor, and kubelets out of skew. */
export function versionProblems(config: Config): Problem[] {
  const version = parseVersion(config.cluster.version);
  if (version === undefined) return [];
  return [...notOffered(config), ...skipped(config, version), ...poolSkew(config, version)];
}

function notOffered(config: Config): Problem[] {
  const offered = Object.keys(kubernetesVersions[config.cluster.cloud]);
  if (offered.includes(config.cluster.version)) return [];
  return [problemAt(config, ["cluster", "version"], oneOf(offered))];
}

function skipped({ cluster }: Config, version: KubernetesVersion): Problem[] {
  const previous = parseVersion(cluster.previousVersion ?? "");
  if (previous === undefined) return [];
  const ahead = minorsAhead(previous, version);
  if (ahead === 0 || ahead === 1) return [];
  const next = `${previous.major}.${previous.minor + 1}`;
  const rule = ahead < 0 ? "a control plane cannot go back" : "one minor at a time";
  return [
    problemAt(
      { cluster },
      ["cluster", "version"],
      `${cluster.previousVersion} or ${next}, since previousVersion is ${cluster.previousVersion} (${rule})`,
    ),
  ];
}

function poolSkew({ cluster }: Config, version: KubernetesVersion): Problem[] {
  if (!("nodePools" in cluster)) return [];
  return Object.entries(cluster.nodePools).flatMap(([name, pool]) => {
    const kubelet = parseVersion(pool.version ?? "");
    if (kubelet === undefined) return [];
    const behind = minorsAhead(kubelet, version);
    if (behind >= 0 && behind <= maxKubeletSkew) return [];
    const oldest = `${version.major}.${version.minor - maxKubeletSkew}`;
    return [
      problemAt(
        { cluster },
        ["cluster", "nodePools", name, "version"],
        `${oldest} to ${cluster.version}: at most ${maxKubeletSkew} minors older than the cluster, never newer`,
      ),
    ];
  });
}
