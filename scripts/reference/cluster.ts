import { clusterProfiles, clusterSchemas } from "../../components/config/clusters";
import { type Cloud, clouds } from "../../components/config/clusters/common";
import { namespace } from "../../components/config/errors";
import { code, page } from "./markdown";
import { optionSections, profileTable } from "./optionTables";

const titles: Readonly<Record<Cloud, string>> = {
  eks: "Options of a cluster on Amazon EKS",
  aks: "Options of a cluster on Azure AKS",
  gke: "Options of a cluster on Google GKE",
  existing: "Options of a cluster that already exists",
};

/** The file of a cloud's page. */
export function clusterFile(cloud: Cloud): string {
  return `docs/reference/cluster-${cloud}.md`;
}

function clusterPage(cloud: Cloud): string {
  const schema = clusterSchemas[cloud];
  const layers = clusterProfiles[cloud];
  const differences = profileTable(schema, layers);
  return page(titles[cloud], `components/config/clusters/${cloud}.ts`, [
    `What may stand under ${code(`${namespace}:cluster`)} with ${code(`cloud: ${cloud}`)}. A default is production's; where a profile says something else, that stands below it. How defaults, profiles and a stack's file go together is told in [Configure a stack](../configuration.md).`,
    ...(differences === "" ? [] : ["## What the profiles change", differences]),
    "## Options",
    ...optionSections(schema, layers, 3),
  ]);
}

/** A page for each cloud, by file. */
export function clusterPages(): Readonly<Record<string, string>> {
  return Object.fromEntries(clouds.map((cloud) => [clusterFile(cloud), clusterPage(cloud)]));
}
