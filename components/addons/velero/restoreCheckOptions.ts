import { z } from "zod";
import type { Problem } from "../../config/errors";
import { clockDuration, cron, label } from "../../config/fields";
import { oneOf } from "../../config/problems";
import type { VeleroOptions } from "./options";

export const restoreCheck = z.strictObject({
  schedule: label(40).describe("The schedule whose newest backup is restored."),
  namespace: label().describe("The namespace of it that is restored."),
  into: label()
    .optional()
    .describe(
      "The namespace that it is restored into, which is deleted before and after; unset, `<namespace>-restore-check`.",
    ),
  cron: cron().default("0 6 * * 1").describe("When, as five cron fields in UTC."),
  timeout: clockDuration().default("1h").describe("How long a restore may take."),
  workloads: z
    .boolean()
    .default(false)
    .describe(
      "Restore pods, volumes and services too, and not only configuration. The workloads then run twice for as long as the check takes.",
    ),
});

export type RestoreCheckOptions = z.output<typeof restoreCheck>;

/** The namespace that is restored into. */
export const targetOf = ({ namespace: restored, into }: RestoreCheckOptions) => into ?? `${restored}-restore-check`;

/** What the schema cannot say of the check; paths are relative to the add-on. */
export function restoreCheckProblems({ restoreCheck: check, schedules }: VeleroOptions): Problem[] {
  if (check === undefined) return [];
  const at = (option: keyof RestoreCheckOptions) => ["restoreCheck", option];
  const schedule = Object.hasOwn(schedules, check.schedule) ? schedules[check.schedule] : undefined;
  const known = Object.keys(schedules);
  if (schedule === undefined)
    return [
      {
        path: at("schedule"),
        found: JSON.stringify(check.schedule),
        allowed: known.length === 0 ? "the name of one of schedules, of which there is none" : oneOf(known),
      },
    ];
  const { includedNamespaces, excludedNamespaces } = schedule;
  const left = includedNamespaces?.includes(check.namespace) === false || excludedNamespaces.includes(check.namespace);
  return [
    ...(left
      ? [{ path: at("namespace"), found: check.namespace, allowed: `a namespace that ${check.schedule} backs up` }]
      : []),
    ...(targetOf(check) === check.namespace
      ? [{ path: at("into"), found: "the namespace itself", allowed: "another one: it is deleted" }]
      : []),
  ];
}
