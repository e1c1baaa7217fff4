import type { Problem } from "../errors";
import type { Config } from "../parse";
import { problemAt } from "../problems";

const place = ["cluster", "endpoint"] as const;

/** Refuses an API server that the whole internet reaches, and a list of networks that does not fit the access. */
export function endpointProblems({ cluster }: Config): Problem[] {
  if (!("endpoint" in cluster)) return [];
  const { access, allowedCidrs } = cluster.endpoint;
  const open = allowedCidrs.flatMap((network, index) =>
    network === "0.0.0.0/0"
      ? [
          problemAt(
            { cluster },
            [...place, "allowedCidrs", index],
            "networks of yours: the API server is never open to all",
          ),
        ]
      : [],
  );
  const missing = access === "restricted" && allowedCidrs.length === 0;
  const unused = access === "private" && allowedCidrs.length > 0;
  const path = [...place, "allowedCidrs"];
  const follows = [[...place, "access"]];
  if (missing) return [{ path, allowed: "at least one network when access is restricted", follows }];
  if (unused) return [...open, { ...problemAt({ cluster }, path, "no networks when access is private"), follows }];
  return open;
}
