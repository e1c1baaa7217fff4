import type { Models } from "../fields";
import { computeModels } from "./compute";
import { containerModels } from "./container";
import { dataModels } from "./data";
import { agentOf, identityModels } from "./identity";

/** The types of Google Cloud that the program makes. */
export const gcpModels: Models = { ...computeModels, ...containerModels, ...dataModels, ...identityModels };

/** Google's functions that the program calls. */
export const gcpInvokes = {
  "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": () => ({
    emailAddress: agentOf("storage.googleapis.com"),
    member: `serviceAccount:${agentOf("storage.googleapis.com")}`,
  }),
} as const;
