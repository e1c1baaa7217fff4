const passwordKey = /pass(word|wd)?$|token$|secret(-?key)?$/i;

/** Passwords that charts come with. Sources: values.yaml of the charts of Grafana, Litmus, MinIO, MongoDB, RabbitMQ. */
const known = [
  "1234",
  "admin",
  "admin123",
  "changeit",
  "changeme",
  "default",
  "guest",
  "litmus",
  "minioadmin",
  "password",
  "prom-operator",
  "rootpass123",
  "secret",
  "strongpassword",
  "supersecret",
  "test",
];

/**
 * True for a password that a chart is known to come with.
 * @param encoded true for the base64 of a Secret's `data`
 */
export function isDefaultPassword(key: string, value: unknown, encoded: boolean): boolean {
  if (!passwordKey.test(key) || typeof value !== "string") return false;
  const texts = encoded ? [value, Buffer.from(value, "base64").toString("utf8")] : [value];
  return texts.some((text) => known.includes(text.trim().toLowerCase()));
}
