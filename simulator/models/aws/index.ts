import type { Models } from "../fields";
import { dataModels } from "./data";
import { eksModels } from "./eks";
import { networkModels } from "./network";

/** The types of AWS that the program makes. */
export const awsModels: Models = { ...networkModels, ...eksModels, ...dataModels };
