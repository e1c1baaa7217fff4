import { z } from "zod";
import { secret } from "../../config/fields";

const price = () => z.number().min(0).max(1_000_000);

/** OpenCost's own prices. Source: opencost, configs/default.json, in dollars an hour; 730 hours are a month. */
const prices = z.strictObject({
  cpu: price().default(23.08).describe("A processor for a month, in dollars."),
  memory: price().default(3.09).describe("A GiB of memory for a month."),
  gpu: price().default(693.5).describe("A GPU for a month."),
  storage: price().default(0.04).describe("A GiB of a volume for a month."),
  spotCpu: price().default(4.86).describe("A processor of a spot node for a month."),
  spotMemory: price().default(0.65).describe("A GiB of a spot node's memory for a month."),
  zoneEgress: price().default(0.01).describe("A GiB to another zone."),
  regionEgress: price().default(0.01).describe("A GiB to another region."),
  internetEgress: price().default(0.12).describe("A GiB to the internet."),
});

export const opencostOptions = z.strictObject({
  prices: prices
    .optional()
    .describe("Prices of your own, for machines of your own. Unset, those of the cloud that the nodes are in."),
  priceListKey: secret()
    .optional()
    .describe("An API key for Google Cloud's price list. Without one, OpenCost's own prices are taken there."),
  budget: z
    .number()
    .positive()
    .optional()
    .describe("Dollars a month that nodes, volumes and load balancers may cost; an alert says when it is more."),
  ui: z.boolean().default(true).describe("OpenCost's own pages, beside its API."),
});

export type OpencostOptions = z.output<typeof opencostOptions>;
