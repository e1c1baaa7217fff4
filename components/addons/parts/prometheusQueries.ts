import { namespace, release } from "../prometheus/names";
import type { Way } from "./traffic";

const port = 9090;

/** Where Prometheus answers queries inside the cluster. */
export const prometheusAddress = `http://${release}-prometheus.${namespace}.svc:${port}`;

/**
 * The way to Prometheus, for an add-on's `egress`. Prometheus itself lets in those that prometheus/receiving.ts names: a
 * policy of theirs in its namespace could come before the namespace does.
 */
export const toPrometheus: Way = { name: "prometheus", ports: [port], to: { namespaces: [namespace] } };
