import type { Permission } from "../../clusters/permissions";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { check } from "./check";
import { serverConfig } from "./config";
import { servesTls, unsealOf } from "./modes";
import { monitoringObjects } from "./monitoring";
import { apiPort, namespace, release } from "./names";
import { objectsBefore } from "./objects";
import { options, profiles, type VaultOptions } from "./options";
import { snapshotObjects } from "./snapshots";
import { chartValues, injectorPort } from "./values";

/** Secrets that are given out by identity, for a while, and are never at rest in plain text. */
export const vault = defineAddon({
  name: "vault",
  summary: "Vault: keeps secrets, and makes short-lived ones.",
  options,
  profiles,
  charts: ["vault"],
  after: ["cert-manager", "prometheus"],
  // The servers' volumes.
  leavesThingsBehind: true,
  webhookPorts: [injectorPort],
  check,
  parts,
});

function parts(context: AddonContext, chosen: VaultOptions): AddonParts {
  const key = unsealOf(chosen, context.config.cluster) === "cloud" ? context.key("vault") : undefined;
  const permissions: readonly Permission[] = key === undefined ? [] : [{ kind: "keys.unseal", key }];
  const grant = context.grant({ namespace, serviceAccount: release }, permissions);
  const config = serverConfig(context, chosen, key?.seal);
  const first = objectsBefore(context, chosen);
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name: release,
        chart: "vault",
        namespace,
        values: chartValues(context, chosen, grant, config),
        after: first.map(({ name }) => name),
      },
    ],
    objects: [...first, ...monitoringObjects(context, chosen), ...snapshotObjects(context, chosen)],
    outputs: outputs(context, chosen),
  };
}

function outputs(context: AddonContext, chosen: VaultOptions): Readonly<Record<string, string>> {
  const shares = unsealOf(chosen, context.config.cluster) === "shamir" ? "key" : "recovery";
  const scheme = servesTls(chosen, context.config) ? "https" : "http";
  return {
    address: `${scheme}://${release}.${namespace}.svc:${apiPort}`,
    initialiseCommand: `kubectl --namespace ${namespace} exec --stdin --tty ${release}-0 --container vault -- vault operator init -${shares}-shares=5 -${shares}-threshold=3`,
  };
}
