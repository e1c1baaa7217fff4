import type * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "../clusters/bucket";
import type { Cluster } from "../clusters/cluster";
import type { Key } from "../clusters/key";
import type { Config } from "../config/parse";
import { priorityClasses } from "../foundations/priorityClasses";
import type { AddonContext } from "./addon";

/**
 * What an add-on may look at, in one cluster.
 * @param granted collects what grants make, for the releases to wait for
 */
export function addonContext(
  addon: string,
  config: Config,
  cluster: Cluster,
  granted: pulumi.Resource[],
): AddonContext {
  const buckets = new Map<string, Bucket>();
  const keys = new Map<string, Key>();
  return {
    config,
    stack: config.stack,
    cloud: cluster.cloud,
    profile: cluster.profile,
    clusterName: cluster.name,
    region: cluster.region,
    facts: cluster.facts,
    on: (name) => config.addons[name] !== undefined,
    optionsOf: (name) => config.addons[name],
    grant: (subject, permissions) => {
      const grant = cluster.grant(`${addon}-${subject.serviceAccount}`, subject, permissions);
      granted.push(...grant.resources);
      return grant;
    },
    bucket: (purpose, options) => {
      const bucket = buckets.get(purpose) ?? cluster.bucket(purpose, options);
      buckets.set(purpose, bucket);
      granted.push(...bucket.resources);
      return bucket;
    },
    key: (purpose) => {
      const key = keys.get(purpose) ?? cluster.key(purpose);
      keys.set(purpose, key);
      granted.push(...key.resources);
      return key;
    },
    priorityClass: { critical: priorityClasses.critical.name, standard: priorityClasses.standard.name },
    image: (name) => mirrored(name, config.mirror.images),
  };
}

/** An image's name in a mirror: the registry in front is replaced, the path stays. */
export function mirrored(image: string, mirror: string | undefined): string {
  if (mirror === undefined) return image;
  const [first = "", ...rest] = image.split("/");
  const named = /[.:]/.test(first) || first === "localhost";
  return `${mirror}/${named ? rest.join("/") : image}`;
}
