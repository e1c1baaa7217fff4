import type { Bucket } from "./bucket";
import type { Key } from "./key";

/**
 * What a workload may do in its cloud, in words that hold on each of them. Each cloud maps a permission to the least
 * of its own rights that does it.
 */
export type Permission =
  | { readonly kind: "objectStore.readWrite"; readonly bucket: Bucket }
  | { readonly kind: "objectStore.read"; readonly bucket: Bucket }
  | { readonly kind: "volumes.snapshot" }
  | { readonly kind: "nodes.autoscale" }
  | { readonly kind: "loadBalancers.manage" }
  | { readonly kind: "dns.edit"; readonly zone: string }
  | { readonly kind: "secrets.read"; readonly prefix: string }
  /** By a key of ours, or by what the cloud calls a key of others. */
  | { readonly kind: "keys.unseal"; readonly key: Key | string }
  /** Pulls images of the cloud's own registry, where it has one for all of an account or project. */
  | { readonly kind: "images.read" }
  | { readonly kind: "prices.read" }
  /** To see how much waits in a queue, not what. By the name that the cloud gives it. */
  | { readonly kind: "queues.measure"; readonly queue: string }
  /** To read the cloud's own measurements of whatever is in it. */
  | { readonly kind: "metrics.read" };

export type PermissionKind = Permission["kind"];

/** Who is granted something: a service account in the cluster. */
export interface Subject {
  readonly namespace: string;
  readonly serviceAccount: string;
}
