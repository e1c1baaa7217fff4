import * as pulumi from "@pulumi/pulumi";

/**
 * A value that the cloud fills in beside what we set in the same map, such as the issuer's address in AKS's OIDC profile.
 * In a preview the SDK has only our part of such a map, and would take what is missing for empty; tied to the resource's
 * id, the value stays unknown until the resource exists.
 */
export function onceCreated<T>(resource: pulumi.CustomResource, value: pulumi.Output<T>): pulumi.Output<T> {
  return pulumi.all([value, resource.id]).apply(([known]) => known as T);
}
