import { virtualKubernetesImages } from "../../versions";
import type { Problem } from "../errors";
import type { Config } from "../parse";
import { oneOf, problemAt } from "../problems";

const place = ["cluster", "virtual"] as const;

/** Rules over the options of a virtual cluster: its version, and who may reach its API server. */
export function virtualProblems({ cluster }: Config): Problem[] {
  if (cluster.cloud !== "existing" || cluster.virtual === undefined) return [];
  const { access, allowedCidrs } = cluster.virtual.endpoint;
  const path = [...place, "endpoint", "allowedCidrs"];
  const follows = [[...place, "endpoint", "access"]];
  const open = allowedCidrs.indexOf("0.0.0.0/0");
  return [
    ...notOffered(cluster.version),
    ...(open < 0
      ? []
      : [problemAt({ cluster }, [...path, open], "networks of yours: the API server is never open to all")]),
    ...(access === "restricted" && allowedCidrs.length === 0
      ? [{ path, allowed: "at least one network when access is restricted", follows }]
      : []),
    ...(access !== "restricted" && allowedCidrs.length > 0
      ? [{ ...problemAt({ cluster }, path, `no networks when access is ${access}`), follows }]
      : []),
  ];
}

function notOffered(version: string): Problem[] {
  const offered = Object.keys(virtualKubernetesImages);
  if (offered.includes(version)) return [];
  const quoted = oneOf(offered.map((minor) => JSON.stringify(minor)));
  return [
    {
      path: ["cluster", "version"],
      found: `${JSON.stringify(version)} for a virtual cluster`,
      allowed: quoted,
      follows: [[...place]],
    },
  ];
}
