import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { CronJob, type CronJobArgs } from "@pulumi/kubernetes/batch/v1/cronJob";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import * as storage from "@pulumi/kubernetes/storage/v1";
import type * as pulumi from "@pulumi/pulumi";

/** A tree of chart values or of an object's fields; outputs may stand anywhere in it. */
export type Values = { readonly [key: string]: pulumi.Input<unknown> };

/** One Kubernetes object, typed by its apiVersion and kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  /** Everything besides apiVersion, kind and metadata: `spec`, `data` and so on. */
  readonly fields: Values;
}

type Create = (name: string, fields: object, options: pulumi.CustomResourceOptions) => pulumi.Resource;

// Kinds of Kubernetes itself have a class each in the SDK; every other kind is a custom resource.
const builtIn: Readonly<Record<string, Create>> = {
  "v1/ConfigMap": (name, fields, options) => new core.ConfigMap(name, fields, options),
  "v1/Secret": (name, fields, options) => new core.Secret(name, fields, options),
  "v1/Service": (name, fields, options) => new core.Service(name, fields, options),
  "v1/ServiceAccount": (name, fields, options) => new core.ServiceAccount(name, fields, options),
  "v1/PersistentVolumeClaim": (name, fields, options) => new core.PersistentVolumeClaim(name, fields, options),
  "batch/v1/CronJob": (name, fields, options) => new CronJob(name, fields as CronJobArgs, options),
  "networking.k8s.io/v1/NetworkPolicy": (name, fields, options) => new networking.NetworkPolicy(name, fields, options),
  "policy/v1/PodDisruptionBudget": (name, fields, options) => new policy.PodDisruptionBudget(name, fields, options),
  // The API server lets none of these change, and the provider would try. No volume is lost with a storage class.
  "storage.k8s.io/v1/StorageClass": (name, fields, options) =>
    new storage.StorageClass(name, fields as storage.StorageClassArgs, {
      ...options,
      replaceOnChanges: ["reclaimPolicy", "volumeBindingMode"],
      deleteBeforeReplace: true,
    }),
};

/** Makes one object of an add-on or a cluster. */
export function createObject(
  name: string,
  spec: KubernetesObject,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const { apiVersion, kind, fields } = spec;
  const { finalizers, ...named } = spec.metadata;
  const metadata = { ...named, ...(finalizers === undefined ? {} : { finalizers: [...finalizers] }) };
  const create = builtIn[`${apiVersion}/${kind}`];
  if (create !== undefined) return create(name, { metadata, ...fields }, options);
  return new CustomResource(name, { apiVersion, kind, metadata, ...fields }, options);
}
