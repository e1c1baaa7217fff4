import { isPlainObject } from "../../components/config/secret";
import type { Plan } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";
import { only, planOf } from "../support/plan";

// What tests of add-ons that keep things in an object store share.

/** A cluster on each cloud. */
export const onClouds = {
  eks: { cloud: "eks", region: "eu-west-1" },
  aks: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
  gke: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
} as const;

/** An existing cluster with a store at a port of its own. */
export const stored = {
  cloud: "existing",
  version: "1.35",
  zones: 3,
  objectStore: {
    endpoint: "https://minio.example.com:9000",
    bucket: "platform",
    accessKeyId: { secure: "v1:aWQ=" },
    secretAccessKey: { secure: "v1:a2V5" },
  },
} as const;

type Record = Readonly<{ [key: string]: unknown }>;

/** True for a map. */
export function isPlainRecord(value: unknown): value is Record {
  return isPlainObject(value);
}

/** A release's values. */
export function releaseOf(plan: Plan, name: string): Record {
  const { values } = only(plan, "kubernetes:helm.sh/v3:Release", name).inputs;
  return isPlainRecord(values) ? values : {};
}

/** A map in values; empty when it is not there. */
export function mapIn(values: Record, key: string): Record {
  const inner = values[key];
  return isPlainRecord(inner) ? inner : {};
}

/** Objects of a kind in a namespace. */
export function inNamespace(plan: Plan, type: string, namespace: string): readonly PlannedResource[] {
  return plan.resources.filter(
    ({ type: of, inputs }) => of === type && isPlainRecord(inputs.metadata) && inputs.metadata.namespace === namespace,
  );
}

/** The text of AWS policies whose names match. */
export function policyText(plan: Plan, name: RegExp): string {
  const policies = plan.resources.filter(({ type, name: of }) => /^aws:iam.*[pP]olicy$/.test(type) && name.test(of));
  return JSON.stringify(policies.map(({ inputs }) => inputs));
}

// Outside production, that a bucket may go is what the profile is for.
const relaxed = ["unprotected-stateful", "bucket-encryption", "bucket-forced-deletion"];

/** What a plan is found fault with for an add-on, and would not be without it. */
export async function faultsOf(
  cluster: object,
  profile: string,
  addon: string,
  beside: object,
): Promise<readonly unknown[]> {
  const chosen = { ...cluster, profile };
  const known = new Set((await planOf({ cluster: chosen, addons: beside })).findings.map(({ rule }) => rule));
  const { findings } = await planOf({ cluster: chosen, addons: { ...beside, [addon]: {} } });
  const accepted = profile === "production" ? [] : relaxed;
  return findings.filter(({ rule }) => !known.has(rule) && !accepted.includes(rule));
}
