import { CryptoKey } from "@pulumi/gcp/kms/cryptoKey";
import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember";
import { KeyRing } from "@pulumi/gcp/kms/keyRing";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../key";
import { type Agent, ServiceAgents } from "./agents";
import { usesKeys } from "./apis";
import type { GkeSite } from "./site";

export type KeyPurpose = "secrets" | "disks" | "buckets" | "backups";

/** A key, ready to be used by the service that encrypts with it. */
export interface GkeKey {
  readonly id: pulumi.Output<string>;
  /** The key and its grant: whatever is encrypted waits for both. */
  readonly resources: readonly pulumi.Resource[];
}

interface KeySpec {
  /** Whose service agent encrypts and decrypts with it. */
  readonly agent: Agent;
  /** True when what it encrypts can outlive the stack, so that the key has to as well. */
  readonly outlives: boolean;
  readonly wanted: (site: GkeSite) => boolean;
}

const specs: Readonly<Record<KeyPurpose, KeySpec>> = {
  secrets: { agent: "gke", outlives: false, wanted: ({ config }) => config.encryption.secrets },
  // A snapshot has the key of its disk, and Velero's snapshots stay when the cluster goes.
  disks: { agent: "compute", outlives: true, wanted: ({ config }) => config.encryption.disks },
  buckets: { agent: "storage", outlives: true, wanted: ({ config }) => config.encryption.buckets },
  backups: { agent: "backup", outlives: true, wanted: ({ config }) => config.encryption.buckets },
};

const secondsADay = 86_400;

/** The keys of a cluster in Cloud KMS, one for each purpose, each made when it is first asked for. */
export class GkeKeys extends pulumi.ComponentResource {
  readonly #site: GkeSite;
  readonly #agents: ServiceAgents;
  readonly #ring: KeyRing;
  readonly #keys = new Map<KeyPurpose, GkeKey>();

  constructor(site: GkeSite, parent: pulumi.Resource, dependsOn: readonly pulumi.Resource[]) {
    super("kubernetes-architect:clusters:GkeKeys", `${site.name}-keys`, {}, { parent });
    this.#site = site;
    // No name of ours: a key ring can't be deleted, so a stack that is built again needs another one.
    this.#ring = new KeyRing(
      `${site.name}-keys`,
      { project: site.project, location: site.region },
      { parent: this, protect: site.protect, dependsOn: [...dependsOn] },
    );
    this.#agents = new ServiceAgents(site, this.#ring.id, this, dependsOn);
    this.registerOutputs({});
  }

  /** The key of a purpose, or undefined when the config leaves that to Google's own keys. */
  key(purpose: KeyPurpose): GkeKey | undefined {
    if (!specs[purpose].wanted(this.#site)) return undefined;
    const key = this.#keys.get(purpose) ?? this.#create(purpose);
    this.#keys.set(purpose, key);
    return key;
  }

  /** Makes a key for a workload. What it encrypts outlives the stack as far as anybody knows. */
  workloadKey(purpose: string): Key {
    const { project, region } = this.#site;
    const key = this.#createKey(purpose, true);
    return {
      purpose,
      id: key.id,
      seal: { type: "gcpckms", settings: { project, region, key_ring: this.#ring.name, crypto_key: key.name } },
      resources: [key],
    };
  }

  #createKey(purpose: string, outlives: boolean): CryptoKey {
    const { name, protect, labels, config } = this.#site;
    return new CryptoKey(
      `${name}-key-${purpose}`,
      {
        name: purpose,
        keyRing: this.#ring.id,
        purpose: "ENCRYPT_DECRYPT",
        rotationPeriod: `${config.encryption.rotationDays * secondsADay}s`,
        versionTemplate: {
          algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION",
          protectionLevel: config.encryption.protection.toUpperCase(),
        },
        labels,
      },
      { parent: this, protect, retainOnDelete: protect && outlives },
    );
  }

  #create(purpose: KeyPurpose): GkeKey {
    const { name, protect } = this.#site;
    const { agent, outlives } = specs[purpose];
    const key = this.#createKey(purpose, outlives);
    const { member, resources } = this.#agents.member(agent);
    const grant = new CryptoKeyIAMMember(
      `${name}-key-${purpose}-${agent}`,
      { cryptoKeyId: key.id, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member },
      { parent: this, dependsOn: [...resources], retainOnDelete: protect && outlives },
    );
    return { id: key.id, resources: [key, grant] };
  }
}

/** The cluster's keys; undefined when nothing is encrypted with keys of ours. */
export function createKeys(
  site: GkeSite,
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): GkeKeys | undefined {
  return usesKeys(site) ? new GkeKeys(site, parent, dependsOn) : undefined;
}
