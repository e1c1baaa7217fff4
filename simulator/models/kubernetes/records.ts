import { allEntries, reach } from "../../inputs";
import type { Brought, SimulatedResource, TypeModel } from "../../model";
import { text } from "../fields";
import { chartOf, releaseType } from "./places";

const recordType = "simulated:dns:Record";

// Source: ExternalDNS, "Annotations".
const hostAnnotation = "external-dns.alpha.kubernetes.io/hostname";

function isKeeper(release: SimulatedResource): boolean {
  return release.type === releaseType && chartOf(release) === "external-dns";
}

/** The DNS records that ExternalDNS makes, sooner or later, for the names in an object's or a release's annotations. */
export function recordsFor(resource: SimulatedResource): readonly Brought[] {
  const named = allEntries(resource.inputs).flatMap(([key, value]) => (key === hostAnnotation ? [value] : []));
  const hosts = named.filter((one) => typeof one === "string").flatMap((hostnames) => hostnames.split(","));
  return [...new Set(hosts)].map((host) => ({ type: recordType, id: host, inputs: { cluster: resource.home } }));
}

/** A record goes with what it is for only while ExternalDNS is there to see that, and may delete it. */
export const recordModels: Readonly<Record<string, TypeModel>> = {
  [recordType]: {
    id: (inputs) => text(inputs, "owner"),
    goes: (record, all, left) => {
      const isItsKeeper = (one: SimulatedResource) => isKeeper(one) && one.home === record.inputs.cluster;
      const keeper = all.find(isItsKeeper);
      // Where there never was one, there is no record either.
      return keeper === undefined ? !left.some(isItsKeeper) : reach(keeper.inputs, "values.policy")[0] === "sync";
    },
  },
};
