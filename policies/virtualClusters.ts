import { chartNameIn } from "../components/chartSource";
import { isPlainObject } from "../components/config/secret";
import { at } from "./read";
import { breach, type Rule } from "./rule";

function levelOf(inputs: Readonly<Record<string, unknown>>): unknown {
  const labels = at(inputs, "metadata.labels");
  return isPlainObject(labels) ? labels["pod-security.kubernetes.io/enforce"] : undefined;
}

const namespaceType = "kubernetes:core/v1:Namespace";

/** Pods of a virtual cluster run in one namespace of another cluster, which has a Pod Security level of its own. */
export const virtualClusterPods: Rule = {
  id: "virtual-cluster-pods",
  summary: "Nothing in a virtual cluster needs more of the nodes than the cluster that it is on lets its pods have.",
  severity: "error",
  fix: "Leave out the add-on, or set cluster.virtual.podSecurity to privileged where its pods may take over a node.",
  standards: [],
  profiles: ["production", "development", "ephemeral"],
  types: [namespaceType],
  check({ inputs, provider }, { resources }) {
    const release = resources.find(({ type, inputs: own }) => {
      return type === "kubernetes:helm.sh/v3:Release" && chartNameIn(own) === "vcluster";
    });
    if (release === undefined || release.provider === provider) return [];
    const around = resources.find(
      (one) =>
        one.type === namespaceType &&
        one.provider === release.provider &&
        at(one.inputs, "metadata.name") === release.inputs.namespace,
    );
    const held = around !== undefined && levelOf(around.inputs) !== "privileged";
    return breach(
      !(held && levelOf(inputs) === "privileged"),
      "its pods are refused: they are privileged, and the cluster that this one is on does not let them be",
    );
  },
};
