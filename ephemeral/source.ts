import { type Document, isMap, parseDocument } from "yaml";
import { ConfigError, namespace } from "../components/config/errors";
import { gitopsAddons } from "../components/config/gitops";
import type { LifetimeConfig } from "../components/config/lifetime";
import { readStackText, stackFile } from "../components/config/read";
import { parseStack } from "../components/stack";
import { UsageError } from "../deployments/errors";

/** What of another stack's config becomes an ephemeral stack's. */
export interface Making {
  readonly name: string;
  /** The stack that the config is taken from. */
  readonly from: string;
  readonly lifetime: LifetimeConfig;
  /** The add-ons wanted; undefined for all that the other stack has. */
  readonly addons: readonly string[] | undefined;
}

const key = (name: string) => ["config", `${namespace}:${name}`];

// What stands for one cluster only, or keeps something from being taken away again.
const ownToOne = ["name", "deletionProtection", "previousVersion"];

/**
 * Makes the text of an ephemeral stack's file out of another stack's. What the other one says stays as it is, secrets and
 * what opens them among it; its profile becomes ephemeral.
 * @param text the other stack's file
 */
export function ephemeralText(text: string, { from, lifetime, addons }: Making): string {
  const document = parseDocument(text);
  document.commentBefore = ` yaml-language-server: $schema=./schema.json\n Made by \`architect ephemeral create\` from ${from}. It goes with its stack.`;
  if (isMap(document.contents)) document.contents.commentBefore = null;
  document.setIn([...key("cluster"), "profile"], "ephemeral");
  for (const option of ownToOne) document.deleteIn([...key("cluster"), option]);
  // A cluster that exists is not made: what is made is a virtual one on it.
  if (document.getIn([...key("cluster"), "cloud"]) === "existing" && !document.hasIn([...key("cluster"), "virtual"]))
    document.setIn([...key("cluster"), "virtual"], document.createNode({}));
  document.setIn(key("lifetime"), document.createNode(lifetime));
  if (addons !== undefined) keepAddons(document, addons);
  return document.toString({ lineWidth: 0 });
}

function keepAddons(document: Document, addons: readonly string[]): void {
  const there = document.getIn(key("addons"));
  const written = isMap(there) ? there.items.map((pair) => String(pair.key)) : [];
  for (const name of written) if (!addons.includes(name)) document.deleteIn([...key("addons"), name]);
  if (!isMap(there)) document.setIn(key("addons"), document.createNode({}));
  for (const name of addons)
    if (!written.includes(name)) document.setIn([...key("addons"), name], document.createNode({}));
  // Where nobody follows git, nobody may be told to.
  if (!gitopsAddons.some((name) => addons.includes(name))) document.deleteIn(key("gitops"));
}

/** Puts another lifetime into a stack's file and leaves the rest as it is written. */
export function withLifetime(text: string, lifetime: LifetimeConfig): string {
  const document = parseDocument(text);
  document.setIn(key("lifetime"), document.createNode(lifetime));
  return document.toString({ lineWidth: 0 });
}

/**
 * Holds a made text to the schema and the checks, before anything is written.
 * @throws UsageError that names the stack it came from, with every problem
 */
export function checkText(text: string, project: string, { name, from }: Making): void {
  try {
    parseStack(readStackText(text, stackFile(name), project, name));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError(`an ephemeral stack cannot be made from ${from}:\n${error.message}`);
  }
}
