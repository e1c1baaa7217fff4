import { homedir } from "node:os";
import { z } from "zod";
import { cloudJson } from "./cli";
import type { Found, Search } from "./index";

// Source: NamespaceList (Kubernetes API reference).
const answer = z.object({
  items: z.array(
    z.object({ metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).nullish() }) }),
  ),
});

/** What the API server answers: the namespaces that virtual clusters are in. */
export function foundInCluster(json: unknown): readonly Found[] {
  return answer.parse(json).items.map(({ metadata: { name, labels } }) => ({
    type: "kubernetes:core/v1:Namespace",
    id: name,
    label: `namespace ${name}`,
    tags: labels ?? {},
  }));
}

/** Searches a cluster for namespaces, by their labels. */
export function clusterSearch(kubeconfig: string, context: string | undefined): Search {
  const where = ["--kubeconfig", kubeconfig.replace(/^~(?=\/)/, homedir())];
  return async (tag, value) => {
    const asked = ["get", "namespaces", "--selector", `${tag}=${value}`, "--output", "json"];
    const within = context === undefined ? where : [...where, "--context", context];
    return foundInCluster(await cloudJson("kubectl", [...asked, ...within]));
  };
}
