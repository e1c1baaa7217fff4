import { UsageError } from "./errors";

/** `45s`, `2m05s`, `1h02m`. */
export function showSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (number: number) => String(number).padStart(2, "0");
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${two(Math.floor((whole % 3600) / 60))}m`;
}

/** About how long, as nobody knows it to the second: `10s`, `2m`, `1h05m`. */
export function showAbout(seconds: number): string {
  if (seconds < 60) return `${Math.max(5, Math.ceil(seconds / 5) * 5)}s`;
  return showSeconds(Math.round(seconds / 60) * 60).replace(/m00s$/, "m");
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * Reads a time such as `90s`, `10m` or `1h30m`, in seconds.
 * @throws UsageError when it is none
 */
export function readSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)([smh])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text)
    throw new UsageError(`${JSON.stringify(text)} is no time; allowed: a number with s, m or h, such as 10m`);
  return parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (units[unit] ?? 0), 0);
}
