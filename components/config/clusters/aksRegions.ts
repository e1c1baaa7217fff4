/** What a region offers: availability zones, and a paired region that storage is copied to. */
export interface AksRegion {
  readonly zones: boolean;
  readonly pair: boolean;
}

// Sources: Azure documentation, "Azure regions list" and "Azure regions that support geo-zone-redundant storage".
const zonesAndPair =
  "australiaeast brazilsouth canadacentral centralindia centralus eastasia eastus eastus2 francecentral " +
  "germanywestcentral japaneast koreacentral northeurope norwayeast southafricanorth southcentralus southeastasia " +
  "swedencentral switzerlandnorth uaenorth uksouth westeurope westus2 westus3";
const zonesOnly =
  "austriaeast belgiumcentral chilecentral indonesiacentral israelcentral italynorth japanwest malaysiawest " +
  "mexicocentral newzealandnorth polandcentral qatarcentral spaincentral";
const neither =
  "australiacentral australiasoutheast brazilsoutheast canadaeast francesouth germanynorth koreasouth northcentralus " +
  "norwaywest southafricawest southindia switzerlandwest uaecentral ukwest westcentralus " +
  "westindia westus";

const rows = (names: string, region: AksRegion) => names.split(" ").map((name) => [name, region] as const);

/** Every region of the public cloud by name: with zones and a pair, with zones only, with neither. */
export const aksRegions: Readonly<Record<string, AksRegion | undefined>> = Object.fromEntries([
  ...rows(zonesAndPair, { zones: true, pair: true }),
  ...rows(zonesOnly, { zones: true, pair: false }),
  ...rows(neither, { zones: false, pair: false }),
]);

/** The names of all regions, for the schema. */
export const aksRegionNames: readonly string[] = Object.keys(aksRegions).sort();
