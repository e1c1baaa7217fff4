const units: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A Kubernetes quantity of storage, such as `100Gi`, in MiB. */
export function mebibytes(quantity: string): number {
  const [, number = "0", unit = ""] = /^(\d+)(\D*)$/.exec(quantity) ?? [];
  return (Number(number) * (units[unit] ?? 1)) / 2 ** 20;
}

/** A size as Prometheus writes it, such as `80GB`, in MiB. Both its spellings, GB and GiB, are powers of 1024. */
export function prometheusMebibytes(size: string): number {
  const [, number = "0", unit = "M"] = /^([\d.]+)([KMGTP])i?B$/.exec(size) ?? [];
  return (Number(number) * (units[`${unit}i`] ?? 1)) / 2 ** 20;
}

const seconds: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

/** A duration such as `1h30m`, in seconds. */
export function inSeconds(duration: string): number {
  return [...duration.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (seconds[unit ?? "s"] ?? 0),
    0,
  );
}
