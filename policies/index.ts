import { containerResources } from "./containers";
import * as encryption from "./encryption";
import * as endpoints from "./endpoints";
import * as protection from "./protection";
import type { Rule } from "./rule";
import { supportWindow } from "./support";
import { virtualClusterPods } from "./virtualClusters";
import * as workloads from "./workloads";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  containerResources,
  ...Object.values(endpoints),
  ...Object.values(encryption),
  ...Object.values(protection),
  supportWindow,
  virtualClusterPods,
  ...Object.values(workloads),
].sort((a, b) => (a.id < b.id ? -1 : 1));
