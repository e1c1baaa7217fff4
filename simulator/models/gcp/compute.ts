import { contains, overlaps, parseCidr } from "../../../components/config/values/cidr";
import { reach } from "../../inputs";
import type { ModelContext, Properties, TypeModel } from "../../model";
import { type Models, named, text } from "../fields";
import { badComputeName, computeApi, numberOf, projectOf, regionOf } from "./names";

const networkType = "gcp:compute/network:Network";
const subnetworkType = "gcp:compute/subnetwork:Subnetwork";
const routerType = "gcp:compute/router:Router";

// Google takes a name, a path or an address for what is named.
const anyName = ["id", "name", "selfLink"] as const;
const inNetwork = { network: { type: networkType, output: anyName } };

/** Something of Compute Engine that is in a region, or global. */
function compute(collection: string, scope: "global" | "region", more: Partial<TypeModel> = {}): TypeModel {
  return {
    id: (inputs, context) => {
      const place = scope === "global" ? "global" : `regions/${regionOf(inputs, context)}`;
      return `projects/${projectOf(inputs, context)}/${place}/${collection}/${named()(inputs, context)}`;
    },
    ...more,
    outputs: (inputs, id, context) => ({
      name: id.split("/").at(-1),
      project: projectOf(inputs, context),
      ...(scope === "global" ? {} : { region: regionOf(inputs, context) }),
      selfLink: `${computeApi}${id}`,
      ...more.outputs?.(inputs, id, context),
    }),
    refuse: (inputs, context) => [...badComputeName(inputs), ...(more.refuse?.(inputs, context) ?? [])],
  };
}

/** Networks. Sources: the Google provider's resources (ForceNew) and the Compute Engine API. */
export const computeModels: Models = {
  [networkType]: compute("networks", "global", {
    outputs: (_inputs, _id, { serial }) => ({
      networkId: numberOf(serial),
      numericId: numberOf(serial),
      gatewayIpv4: "",
    }),
    replaceOn: ["name", "project", "autoCreateSubnetworks", "description", "internalIpv6Range", "networkProfile"],
  }),
  [subnetworkType]: compute("subnetworks", "region", {
    outputs: (inputs, _id, { serial }) => ({
      gatewayAddress: gatewayOf(text(inputs, "ipCidrRange")),
      subnetworkId: Number(numberOf(serial)),
      fingerprint: "c2ltdWxhdGVk",
      ipv6CidrRange: "",
    }),
    refs: inNetwork,
    // The range can grow in place; the provider replaces the subnetwork when it does anything else.
    replaceOn: ["name", "project", "network", "region", "description", "ipCidrRange"],
    refuse: badRanges,
  }),
  [routerType]: compute("routers", "region", {
    refs: inNetwork,
    replaceOn: ["name", "project", "network", "region", "encryptedInterconnectRouter"],
  }),
  "gcp:compute/routerNat:RouterNat": {
    id: (inputs, context) =>
      [projectOf(inputs, context), regionOf(inputs, context), text(inputs, "router"), named()(inputs, context)].join(
        "/",
      ),
    outputs: (inputs, id, context) => ({
      name: id.split("/").at(-1),
      project: projectOf(inputs, context),
      region: regionOf(inputs, context),
    }),
    // A NAT is a part of its router: deleting the router takes it along.
    refs: {
      router: { type: routerType, output: anyName, onDelete: "cascade" },
      "natIps.*": { type: "gcp:compute/address:Address", output: anyName },
      "subnetworks.*.name": { type: subnetworkType, output: anyName },
    },
    replaceOn: ["name", "project", "router", "region", "endpointTypes", "type"],
    refuse: (inputs) => {
      const manual = text(inputs, "natIpAllocateOption") === "MANUAL_ONLY";
      const addresses = reach(inputs, "natIps.*").length;
      if (manual && addresses === 0) return ["natIps: MANUAL_ONLY needs at least one address"];
      return !manual && addresses > 0 ? ["natIps: AUTO_ONLY takes no addresses"] : [];
    },
  },
  "gcp:compute/address:Address": compute("addresses", "region", {
    outputs: (_inputs, _id, { serial }) => ({
      address: `34.76.${Math.floor(serial / 250) % 250}.${(serial % 250) + 1}`,
      labelFingerprint: "42WmSpB8rSM=",
      users: [],
    }),
    replaceOn: [
      "name",
      "project",
      "region",
      "address",
      "addressType",
      "networkTier",
      "purpose",
      "subnetwork",
      "description",
    ],
  }),
  "gcp:compute/firewall:Firewall": compute("firewalls", "global", {
    refs: inNetwork,
    replaceOn: ["name", "project", "network", "direction"],
    refuse: (inputs) => {
      const both = reach(inputs, "allows.*").length > 0 && reach(inputs, "denies.*").length > 0;
      const neither = reach(inputs, "allows.*").length === 0 && reach(inputs, "denies.*").length === 0;
      return both || neither
        ? ["Invalid value for field 'resource': exactly one of allowed and denied must be set"]
        : [];
    },
  }),
};

function gatewayOf(range: string): string {
  const [address = ""] = range.split("/");
  const parts = address.split(".");
  return [...parts.slice(0, 3), Number(parts[3]) + 1].join(".");
}

function rangesOf(inputs: Properties): readonly string[] {
  return [text(inputs, "ipCidrRange"), ...reach(inputs, "secondaryIpRanges.*.ipCidrRange").map(String)];
}

/** No two ranges of a network overlap. Source: VPC, "Subnets". */
function badRanges(inputs: Properties, { cloud, before }: ModelContext): readonly string[] {
  const own = rangesOf(inputs);
  const parsed = own.map((range) => parseCidr(range));
  const unreadable = own[parsed.indexOf(undefined)];
  if (unreadable !== undefined) return [`Invalid value for field 'resource.ipCidrRange': '${unreadable}'`];
  const others = cloud.resources
    .filter(
      ({ type, id, inputs: other }) => type === subnetworkType && id !== before?.id && other.network === inputs.network,
    )
    .flatMap((other) => rangesOf(other.inputs));
  const taken = parsed.filter((range) => range !== undefined);
  const clash = taken.find((range, index) =>
    [...taken.slice(index + 1), ...others.map(parseCidr)].some(
      (other) => other !== undefined && overlaps(range, other),
    ),
  );
  const narrowed = before === undefined ? undefined : parseCidr(text(before.inputs, "ipCidrRange"));
  const [first] = taken;
  if (narrowed !== undefined && first !== undefined && !contains(first, narrowed))
    return [`Invalid IPCidrRange: ${first.text} does not contain the current range ${narrowed.text}`];
  return clash === undefined ? [] : [`Invalid IPCidrRange: ${clash.text} conflicts with an existing subnetwork`];
}
