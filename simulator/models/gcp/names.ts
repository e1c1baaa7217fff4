import type { ModelContext, Properties } from "../../model";
import { text } from "../fields";

/** The number that stands for a project in the addresses of its service agents. */
export const projectNumber = "481516234200";

/** The project that a resource is in: its own, or else the provider's. */
export function projectOf(inputs: Properties, { config }: Pick<ModelContext, "config">): string {
  return text(inputs, "project") || text(config, "project") || "simulated-project";
}

export function regionOf(inputs: Properties, { config }: Pick<ModelContext, "config">): string {
  return text(inputs, "region") || text(config, "region") || "us-central1";
}

export const computeApi = "https://www.googleapis.com/compute/v1/";

/** A number of a resource as Google's APIs have it. */
export function numberOf(serial: number): string {
  return `48151623420${String(serial).padStart(8, "0")}`;
}

const computeName = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Compute Engine's rule for names. Source: Compute Engine, "Naming resources" (RFC 1035). */
export function badComputeName(inputs: Properties): readonly string[] {
  const name = text(inputs, "name");
  if (name === "" || computeName.test(name)) return [];
  return [
    `Invalid value for field 'resource.name': '${name}'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'`,
  ];
}

/** Rules for labels. Source: Google Cloud, "Requirements for labels". */
export function badLabels(labels: unknown): readonly string[] {
  if (typeof labels !== "object" || labels === null) return [];
  const entries = Object.entries(labels);
  const bad = entries.find(
    ([key, value]) =>
      !/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\d_-]{0,62}$/u.test(key) || !/^[\p{Ll}\p{Lo}\d_-]{0,63}$/u.test(String(value)),
  );
  const many = entries.length > 64 ? [`${entries.length} labels; a resource has 64 at most`] : [];
  return bad === undefined ? many : [...many, `Invalid value for field 'resource.labels': '${bad.join("=")}'`];
}
