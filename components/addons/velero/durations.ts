const hoursOf: Readonly<Record<string, number>> = { w: 168, d: 24 };

/**
 * A duration as Go writes it, which knows no days or weeks: `15d` becomes `360h`.
 * @param duration parts of a number and w, d, h, m or s
 */
export function goDuration(duration: string): string {
  return duration.replace(
    /(\d+)([wd])/g,
    (_, count: string, unit: string) => `${Number(count) * (hoursOf[unit] ?? 1)}h`,
  );
}
