import type { Models } from "../fields";
import { dataModels } from "./data";
import { eksModels } from "./eks";
import { identityModels } from "./identity";
import { networkModels } from "./network";
import { securityGroupModels } from "./securityGroups";

/** The types of AWS that the program makes. */
export const awsModels: Models = {
  ...networkModels,
  ...securityGroupModels,
  ...eksModels,
  ...identityModels,
  ...dataModels,
};
