/** What the engine is asked to do with a stack. */
export type Operation = "preview" | "up" | "refresh" | "destroy";

/** The operation as a heading says it. */
export const verbs: Readonly<Record<Operation, string>> = {
  preview: "Previewing",
  up: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
};
