import { Provider } from "@pulumi/gcp/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeSite } from "./site";

/** The Google Cloud provider of one cluster: nothing falls back to the project or region of whoever runs it. */
export function createProvider({ name, project, region, labels }: GkeSite, parent: pulumi.Resource): Provider {
  return new Provider(name, { project, region, defaultLabels: labels }, { parent });
}
