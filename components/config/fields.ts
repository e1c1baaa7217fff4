import { Cron } from "croner";
import { z } from "zod";
import { Secret } from "./secret";
import { isPrivate, parseCidr } from "./values/cidr";

// The fields that options are made of. Each says what it allows, which is what its error says.

/** A field whose text must satisfy a check; `allowed` ends the sentence "allowed: …". */
function text(allowed: string, check: (value: string) => boolean) {
  return z.string().refine(check, { error: allowed });
}

/** An IPv4 network such as `10.20.0.0/16`, host bits zero. */
export const cidr = () =>
  text("an IPv4 network in CIDR form with no host bits set, such as 10.20.0.0/16", (v) => parseCidr(v) !== undefined);

/** An IPv4 network in private space (RFC 1918 or RFC 6598). */
export const privateCidr = () =>
  text("a private IPv4 network (RFC 1918 or 6598) with no host bits set, such as 10.20.0.0/16", (v) => {
    const parsed = parseCidr(v);
    return parsed !== undefined && isPrivate(parsed);
  });

/** A name as Kubernetes takes it for an object or a label value (RFC 1123 label): at most `max` characters. */
export const label = (max = 63) =>
  text(
    `1 to ${max} lower-case letters, digits or '-', starting with a letter and ending with a letter or digit`,
    (v) => v.length <= max && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(v),
  );

/** A DNS name such as `argocd.example.com`. */
export const host = () =>
  text(
    "a DNS name such as argocd.example.com",
    (v) => v.length <= 253 && /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(v),
  );

/** An https, ssh or oci address of a repository or an issuer. */
export const url = (...schemes: string[]) =>
  text(`an address that starts with ${schemes.map((it) => `${it}://`).join(" or ")}`, (v) =>
    schemes.some((scheme) => v.startsWith(`${scheme}://`) && v.length > scheme.length + 3 && !/\s/.test(v)),
  );

/**
 * A length of time as Prometheus writes it: `15d`, `720h`, `90m`, `1h30m`. Units stand from the largest to the smallest,
 * each once (prometheus/common, model.ParseDuration, and the pattern of the operator's definitions).
 */
export const duration = () =>
  text("a duration, larger units first, such as 15d, 720h, 90m or 1h30m", (v) =>
    /^(?=.*[1-9])(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/.test(v),
  );

/** A length of time for programs that know no days, as most in Go do: `720h`, `90m`, `1h30m`. */
export const clockDuration = () =>
  text("a duration of hours, minutes and seconds, such as 720h, 90m or 1h30m", (v) =>
    /^(?=.*[1-9])(\d+h)?(\d+m)?(\d+s)?$/.test(v),
  );

/** A schedule of five cron fields. */
export const cron = () =>
  text("a cron schedule of five fields, such as 0 3 * * *", (v) => {
    if (v.trim().split(/\s+/).length !== 5) return false;
    try {
      return new Cron(v, { paused: true, mode: "5-part" }) !== undefined;
    } catch {
      return false;
    }
  });

/** A Kubernetes quantity of storage or memory: `50Gi`, `500Mi`, `1Ti`. */
export const quantity = () =>
  text("a quantity such as 50Gi, 500Mi or 1Ti", (v) => /^[1-9]\d*(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?$/.test(v));

/** A Kubernetes quantity of processor time: `250m`, `2`. */
export const cpu = () => text("processor time such as 250m or 2", (v) => /^([1-9]\d*m?|0?\.\d+)$/.test(v));

/** A chart's exact version, as Helm takes it. */
export const chartVersion = () =>
  text("an exact chart version such as 12.1.0", (v) =>
    /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(v),
  );

/**
 * A secret: `secure:` in the stack file, as `pulumi config set --secret --path` writes it. Plain text is taken here
 * only so that the checks can refuse it by its place and without repeating it.
 */
export const secret = () =>
  z
    .custom<Secret | string>((v) => v instanceof Secret || typeof v === "string", {
      error: "an encrypted value (secure: …), set with `pulumi config set --secret --path`",
    })
    .transform((v) => (typeof v === "string" ? new Secret(v, true) : v))
    .meta({ secret: true });

/** Free-form chart values, merged over ours. */
export const chartValues = () => z.record(z.string(), z.unknown());

const labelKey = text(
  "a label key: an optional DNS prefix and '/', then up to 63 letters, digits, '-', '_' or '.'",
  (v) => /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(v),
);
const labelValue = text("a label value: up to 63 letters, digits, '-', '_' or '.', or nothing", (v) =>
  /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(v),
);

/** Node labels. */
export const nodeLabels = () => z.record(labelKey, labelValue);

/** Node taints, as Kubernetes writes them. */
export const taints = () =>
  z.array(
    z.strictObject({
      key: labelKey.describe("The taint's key."),
      value: labelValue.default("").describe("The taint's value."),
      effect: z
        .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
        .describe("What happens to pods without a toleration."),
    }),
  );

/** Tags (AWS, Azure) or labels (Google Cloud, which takes them in lower case) on all that can carry them. */
export const tags = () =>
  z.record(
    text("a tag name of 1 to 63 lower-case letters, digits, '-' or '_', starting with a letter", (v) =>
      /^[a-z][a-z0-9_-]{0,62}$/.test(v),
    ),
    text("a tag value of up to 63 lower-case letters, digits, '-' or '_', which all three clouds take", (v) =>
      /^[a-z0-9_-]{0,63}$/.test(v),
    ),
  );
