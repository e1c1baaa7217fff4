import { randomInt } from "node:crypto";
import { userInfo } from "node:os";

// Without vowels, which make words, and without what looks like something else (0 o, 1 l).
const letters = "bcdfghjkmnpqrstvwxz23456789";
const tail = 6;
const longestOwner = 12;

/** The form of the names that `architect ephemeral create` makes. */
const form = new RegExp(`^eph-[a-z0-9-]{1,${longestOwner}}-[${letters}]{${tail}}$`);

/** True for a name that `architect ephemeral create` could have made. */
export function isMadeName(name: string): boolean {
  return form.test(name);
}

/** Any text as the value of a tag, such as `Anna.Berg@example.com` as `anna-berg`; undefined when nothing is left. */
export function ownerTag(text: string): string | undefined {
  const [person = ""] = text.toLowerCase().split("@");
  const clean = person
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+/, "")
    .slice(0, 63)
    .replace(/[-_]+$/, "");
  return clean === "" ? undefined : clean;
}

/** Who runs this: in CI whoever started the job, else the user of this machine. */
export function defaultOwner(environment: NodeJS.ProcessEnv): string {
  const { GITHUB_ACTOR, GITLAB_USER_LOGIN, BUILD_REQUESTEDFOREMAIL, USER } = environment;
  const known = [GITHUB_ACTOR, GITLAB_USER_LOGIN, BUILD_REQUESTEDFOREMAIL, USER].find((it) => (it ?? "") !== "");
  return ownerTag(known ?? userInfo().username) ?? "nobody";
}

/**
 * A stack name that no other has, such as `eph-anna-k7x2qd`. It is short, since clouds' names are made of it.
 * @param taken names that are in use
 * @param random a whole number below the one given
 */
export function uniqueName(
  owner: string,
  taken: ReadonlySet<string>,
  random = (below: number) => randomInt(below),
): string {
  const who = owner.replaceAll("_", "-").slice(0, longestOwner).replace(/-+$/, "");
  for (;;) {
    const end = Array.from({ length: tail }, () => letters[random(letters.length)]).join("");
    const name = `eph-${who}-${end}`;
    if (!taken.has(name)) return name;
  }
}
