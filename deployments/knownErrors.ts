import { cloudErrors } from "./known/cloud";
import { clusterErrors } from "./known/cluster";
import { engineErrors } from "./known/engine";
import { again, type KnownError } from "./known/error";
import { nameErrors } from "./known/names";

export type { FailureContext, KnownError } from "./known/error";

/** The first that fits is told, so what is more special stands first. Sources are the messages of the CLI, clouds and Helm. */
export const knownErrors: readonly KnownError[] = [...engineErrors, ...cloudErrors, ...clusterErrors, ...nameErrors];

/** What is said of an error that nobody has met. */
export const unknownError = {
  reason: "No reason is known for this message.",
  next: again,
};
