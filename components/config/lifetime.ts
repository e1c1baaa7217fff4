import { z } from "zod";
import type { Problem } from "./errors";
import type { Config } from "./parse";
import { problemAt } from "./problems";

// Minutes, since that is as exact as anybody means it, and Pulumi's own YAML reads one with seconds as no text.
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/;

/** True for a UTC time as a stack's file has it. */
function isTime(value: string): boolean {
  const parsed = Date.parse(value);
  return time.test(value) && !Number.isNaN(parsed) && timeText(new Date(parsed)) === value;
}

/** A time as a stack's file has it, cut to the minute: `2026-11-24T21:45Z`. */
export function timeText(date: Date): string {
  return `${date.toISOString().slice(0, 16)}Z`;
}

/** Whose ephemeral cluster it is, and until when. */
export const lifetime = z.strictObject({
  owner: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/, {
      error: "1 to 63 lower-case letters, digits, '-' or '_', starting and ending with a letter or digit",
    })
    .describe("Who asked for the cluster; also the tag owner."),
  expiresAt: z
    .string()
    .refine(isTime, { error: "a UTC time to the minute, such as 2026-11-24T21:45Z" })
    .describe("When `architect ephemeral reap` may destroy the stack; also the tag expires-at."),
});

export type LifetimeConfig = z.output<typeof lifetime>;

const expiresTag = "expires-at";

/** The tags that say it in the cloud. Google Cloud takes no ':' in a label, and no upper case: 20261124t2145z. */
export function lifetimeTags({ owner, expiresAt }: LifetimeConfig): Readonly<Record<string, string>> {
  return { owner, [expiresTag]: expiresAt.replace(/[-:]/g, "").toLowerCase() };
}

/** Reads the tag back; undefined for any other text. */
export function timeOfTag(value: string): string | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)z$/.exec(value) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}Z`;
  return isTime(text) ? text : undefined;
}

/** Tags without the one that changes when a cluster is given more time: for what a new tag would replace, such as nodes. */
export function lastingTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const { [expiresTag]: _, ...lasting } = tags;
  return lasting;
}

/** Refuses a lifetime on a stack that is not ephemeral, and tags that say it a second time. */
export function lifetimeProblems(config: Config): Problem[] {
  const { lifetime: given, cluster } = config;
  if (given === undefined) return [];
  const wrongProfile =
    cluster.profile === "ephemeral"
      ? []
      : [
          {
            path: ["lifetime"],
            allowed: "a lifetime only with the profile ephemeral",
            follows: [["cluster", "profile"]],
          },
        ];
  const twice = Object.keys(lifetimeTags(given))
    .filter((tag) => config.written.tags !== undefined && Object.hasOwn(config.written.tags as object, tag))
    .map((tag) => problemAt(config.written, ["tags", tag], "no such tag beside a lifetime, which sets it"));
  return [...wrongProfile, ...twice];
}
