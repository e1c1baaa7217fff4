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

function offeredOn({ cluster }: Config): readonly string[] {
  return Object.keys(kubernetesVersions[cluster.cloud]);
}

// Without its quotes a version is a number, so each is shown in them.
function quoted(versions: readonly string[]): string {
  return oneOf(versions.map((version) => JSON.stringify(version)));
}

function notOffered(config: Config): Problem[] {
  const offered = offeredOn(config);
  if (offered.includes(config.cluster.version)) return [];
  return [problemAt(config, ["cluster", "version"], quoted(offered))];
}

function skipped(config: Config, version: KubernetesVersion): Problem[] {
  const { previousVersion } = config.cluster;
  const previous = parseVersion(previousVersion ?? "");
  const offered = offeredOn(config);
  if (previous === undefined || previousVersion === undefined || !offered.includes(config.cluster.version)) return [];
  const ahead = minorsAhead(previous, version);
  if (ahead === 0 || ahead === 1) return [];
  const steps = [previousVersion, `${previous.major}.${previous.minor + 1}`].filter((it) => offered.includes(it));
  const rule = ahead < 0 ? "a control plane cannot go back" : "one minor at a time";
  const allowed = `${quoted(steps)}, since previousVersion is ${JSON.stringify(previousVersion)}: ${rule}`;
  return [{ ...problemAt(config, ["cluster", "version"], allowed), follows: [["cluster", "previousVersion"]] }];
}

function poolSkew({ cluster }: Config, version: KubernetesVersion): Problem[] {
  if (!("nodePools" in cluster)) return [];
  return Object.entries(cluster.nodePools).flatMap(([name, pool]) => {
    const kubelet = parseVersion(pool.version ?? "");
    if (kubelet === undefined) return [];
    const behind = minorsAhead(kubelet, version);
    if (behind >= 0 && behind <= maxKubeletSkew) return [];
    const oldest = `${version.major}.${version.minor - maxKubeletSkew}`;
    const allowed = `"${oldest}" to "${cluster.version}": at most ${maxKubeletSkew} minors older than the cluster, never newer`;
    const path = ["cluster", "nodePools", name, "version"];
    return [{ ...problemAt({ cluster }, path, allowed), follows: [["cluster", "version"]] }];
  });
}
