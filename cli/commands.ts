import type { Command } from "commander";

/** A file of a command. */
export type CommandFile = { readonly define: (program: Command) => void };

/** Every command by name, in the order in which the help lists them. */
export const commands: Readonly<Record<string, () => Promise<CommandFile>>> = {
  plan: () => import("./plan"),
  validate: () => import("./validate"),
  preview: () => import("./preview"),
  up: () => import("./up"),
  refresh: () => import("./refresh"),
  destroy: () => import("./destroy"),
  ephemeral: () => import("./ephemeral"),
  sandbox: () => import("./sandbox"),
  charts: () => import("./charts"),
  images: () => import("./images"),
  versions: () => import("./versions"),
  new: () => import("./new"),
};
