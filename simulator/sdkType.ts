import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** What an SDK's class says of its type. */
export interface SdkType {
  readonly inputs: ReadonlySet<string>;
  readonly outputs: readonly string[];
  readonly required: readonly string[];
}

const modules = path.join(__dirname, "../node_modules/@pulumi");

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The file of a type's class: `aws:ec2/vpc:Vpc` is `aws/ec2/vpc.js`, `azure-native:network:Subnet` `…/network/subnet.js`. */
function fileOf(token: string): string {
  const [pkg = "", inner = "", name = ""] = token.split(":");
  const [folder = "", file = lowerFirst(name)] = inner.split("/");
  const place = path.join(modules, pkg, folder === "index" ? "" : folder);
  // Some files are in lower case where the token is not: `gcp:projects/iAMMember:IAMMember` is in `iammember.js`.
  const written = path.join(place, `${file}.js`);
  if (existsSync(written) || !existsSync(place)) return written;
  const wanted = `${file}.js`.toLowerCase();
  return path.join(place, readdirSync(place).find((name) => name.toLowerCase() === wanted) ?? `${file}.js`);
}

// A type is the same all the time that a process lives.
const known = new Map<string, SdkType | undefined>();

function read(token: string): SdkType | undefined {
  const file = fileOf(token);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  const all = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, key]) => key ?? ""))];
  return {
    inputs: new Set(all(/resourceInputs\["(\w+)"\] = .*\bargs\??\./g)),
    outputs: all(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g),
    required: all(/Missing required property '(\w+)'/g),
  };
}

/** Reads a type's class in the SDK; undefined for types that are not generated, such as custom resources. */
export function sdkType(token: string): SdkType | undefined {
  if (!known.has(token)) known.set(token, read(token));
  return known.get(token);
}
