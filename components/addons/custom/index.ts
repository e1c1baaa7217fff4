import { clouds } from "../../config/clusters/common";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { oneOf } from "../../config/problems";
import { isPlainObject } from "../../config/secret";
import type { Addon } from "../addon";
import { type CustomOptions, options } from "./options";
import { customAddon } from "./release";

/** Charts of the user's own. Its releases are installed as add-ons, each by itself: see {@link customAddons}. */
export const custom: Addon = {
  name: "custom",
  summary: "Any chart of your own, with namespace, identity, network policies, mirror and order like an add-on's",
  options,
  profiles: {},
  chartVersion: "",
  compatibility: [],
  clouds,
  charts: [],
  definitions: [],
  requires: [],
  after: [],
  brings: undefined,
  conflicts: [],
  webhookPorts: [],
  portsOf: (written) => Object.values((written as CustomOptions).releases).flatMap(({ webhookPorts }) => webhookPorts),
  leavesThingsBehind: false,
  check: (written, config) => problems(written as CustomOptions, config),
  parts: () => ({ namespaces: [], releases: [] }),
};

/** The user's releases, each as an add-on, with its options. */
export function customAddons(config: Config): readonly { readonly addon: Addon; readonly options: Options }[] {
  const releases = releasesOf(config);
  const names = Object.keys(releases);
  return names.flatMap((name) => {
    const spec = releases[name];
    return spec === undefined ? [] : [{ addon: customAddon(name, spec, names), options: { values: spec.values } }];
  });
}

type Options = Readonly<Record<string, unknown>>;

function releasesOf({ addons }: Config): CustomOptions["releases"] {
  return (addons.custom as CustomOptions | undefined)?.releases ?? {};
}

function problems(written: CustomOptions & { readonly values?: unknown; readonly version?: unknown }, config: Config) {
  const { releases, values, version } = written;
  const misplaced = [
    ...(isPlainObject(values) && Object.keys(values).length > 0 ? ["values"] : []),
    ...(version === undefined ? [] : ["version"]),
  ].map((key): Problem => ({ path: [key], found: `${key} of no release`, allowed: `releases.NAME.${key}` }));
  return [
    ...misplaced,
    ...Object.entries(releases).flatMap(([name, { after }]) =>
      unknownAfter(name, after, Object.keys(releases), config),
    ),
    ...circles(releases),
    ...sharedNamespaces(releases),
  ];
}

function unknownAfter(name: string, after: readonly string[], own: readonly string[], { addons }: Config): Problem[] {
  const on = Object.keys(addons).filter((addon) => addons[addon] !== undefined && addon !== "custom");
  const known = [...on, ...own].filter((other) => other !== name);
  return after.flatMap((other, index) =>
    known.includes(other)
      ? []
      : [
          {
            path: ["releases", name, "after", index],
            found: other,
            allowed: known.length === 0 ? "nothing" : oneOf(known),
          },
        ],
  );
}

// A release comes after others that come after it.
function circles(releases: CustomOptions["releases"]): Problem[] {
  const behind = (name: string): ReadonlySet<string> => {
    const found = new Set(releases[name]?.after ?? []);
    for (const other of found) for (const next of releases[other]?.after ?? []) found.add(next);
    return found;
  };
  return Object.keys(releases)
    .filter((name) => behind(name).has(name))
    .map((name) => ({ path: ["releases", name, "after"], found: `${name}, by way of others`, allowed: "no circle" }));
}

function sharedNamespaces(releases: CustomOptions["releases"]): Problem[] {
  const names = Object.keys(releases);
  const of = (name: string) => releases[name]?.namespace ?? name;
  return names
    .filter((name, index) => names.findIndex((other) => of(other) === of(name)) < index)
    .map((name) => ({
      path: ["releases", name, "namespace"],
      found: `${of(name)}, which another release has`,
      allowed: "a namespace of its own",
    }));
}
