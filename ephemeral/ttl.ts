import { UsageError } from "../deployments/errors";

const unitMinutes: Readonly<Record<string, number>> = { w: 7 * 24 * 60, d: 24 * 60, h: 60, m: 1 };

/** What `--ttl` and `extend` take, in minutes. A control plane alone takes ten; what lives for a month is not ephemeral. */
export const ttlLimits = { least: 10, most: 31 * 24 * 60 } as const;

/**
 * Reads a length of time such as `4h`, `90m`, `1h30m` or `2d`.
 * @returns minutes
 * @throws UsageError for any other text, and for less than 10 minutes or more than 31 days
 */
export function readTtl(text: string): number {
  const [, ...parts] = /^(?=.*[1-9])(\d+w)?(\d+d)?(\d+h)?(\d+m)?$/.exec(text) ?? [];
  const minutes = parts
    .filter((part) => part !== undefined)
    .reduce((sum, part) => sum + Number(part.slice(0, -1)) * (unitMinutes[part.slice(-1)] ?? 0), 0);
  if (minutes < ttlLimits.least || minutes > ttlLimits.most)
    throw new UsageError(
      `${JSON.stringify(text)} is no time to live; allowed: 10m to 31d, such as 4h, 90m, 1h30m or 2d`,
    );
  return minutes;
}

/** A time so many minutes after another, to the full minute: never less than was asked for. */
export function minutesAfter(start: Date, minutes: number): Date {
  return new Date(Math.ceil(start.getTime() / 60_000 + minutes) * 60_000);
}

/** A length of time as people read it: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function showTime(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const [large, small] =
    minutes < 60
      ? [[minutes, "min"] as const]
      : minutes < 24 * 60
        ? [[Math.floor(minutes / 60), "h"] as const, [minutes % 60, "min"] as const]
        : [[Math.floor(minutes / 1440), "d"] as const, [Math.floor((minutes % 1440) / 60), "h"] as const];
  const show = ([value, unit]: readonly [number, string]) => `${value} ${unit}`;
  return small === undefined || small[0] === 0 ? show(large) : `${show(large)} ${show(small)}`;
}

/** How much time a stack has left, as a table shows it. */
export function showLeft(expiresAt: Date, now: Date): string {
  const left = expiresAt.getTime() - now.getTime();
  return left > 0 ? showTime(left) : `expired ${showTime(left)} ago`;
}
