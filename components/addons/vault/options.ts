import { z } from "zod";
import { cron, label, quantity, secret, url } from "../../config/fields";

const port = () => z.int().min(1).max(65535);

const tls = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe("Serve over TLS; unset, on in production, and elsewhere where a certificate can be had."),
  issuer: z
    .strictObject({
      name: label(63).default("internal").describe("The issuer's name."),
      kind: z.enum(["ClusterIssuer", "Issuer"]).default("ClusterIssuer").describe("Which kind of issuer."),
    })
    .prefault({})
    .describe("The cert-manager issuer of the servers' certificate. It has to sign names inside the cluster."),
  secretName: label(63)
    .optional()
    .describe("A Secret of yours in the namespace vault with tls.crt, tls.key and ca.crt, instead of an issuer."),
});

const transit = z.strictObject({
  address: url("https").describe("The other Vault's address."),
  key: z.string().min(1).describe("The key in its transit engine."),
  mountPath: z.string().min(1).default("transit/").describe("Where that engine is mounted."),
  token: secret().describe("A token that may encrypt and decrypt with the key. It has to be periodic."),
  caCert: z
    .string()
    .regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, {
      error: "certificates in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
    })
    .optional()
    .describe("The authority that signed its certificate, in PEM form; unset, the public ones."),
});

const snapshots = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe("Save snapshots onto a volume, which Velero backs up. Needs a role in Vault: see the add-on's page."),
  cron: cron().default("0 */6 * * *").describe("When, in UTC."),
  keep: z.int().min(1).max(1000).default(12).describe("How many are kept."),
  size: quantity().default("10Gi").describe("The volume's size."),
});

const injector = z.strictObject({
  enabled: z.boolean().default(false).describe("Put Vault's agent beside containers of pods that ask for it."),
  replicas: z.int().min(1).max(5).default(2).describe("How many injectors run."),
});

/** The options of Vault. */
export const options = z.strictObject({
  replicas: z.int().min(1).max(7).default(3).describe("How many servers: an odd number, of which most have to run."),
  unseal: z
    .enum(["cloud", "transit", "shamir"])
    .optional()
    .describe(
      "How servers unseal. cloud: with a key in the cloud's key service. transit: with a key of another Vault. shamir: by people, after each start. Unset, cloud where there is one.",
    ),
  transit: transit.optional().describe("The other Vault, where `unseal` is transit."),
  tls: tls.prefault({}).describe("The servers' certificate."),
  storage: quantity().default("10Gi").describe("The size of each server's volume."),
  audit: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Give each server a volume for its audit log at /vault/audit."),
      size: quantity().default("10Gi").describe("Its size. Old logs go when it is four fifths full."),
    })
    .prefault({})
    .describe("The audit log, which is switched on in Vault after its initialisation."),
  snapshots: snapshots.prefault({}).describe("Snapshots of everything that is in Vault."),
  injector: injector.prefault({}).describe("The injector of Vault's agent."),
  ui: z.boolean().default(true).describe("Serve the user interface on the API's port."),
  clients: z
    .array(label(63))
    .min(1)
    .optional()
    .describe("The namespaces that may reach the API; unset, everybody who gets as far as a server's port."),
  egressPorts: z
    .array(port())
    .default([])
    .describe("Ports outside that secrets engines and auth methods call besides 443, such as 5432."),
});

export type VaultOptions = z.output<typeof options>;

/** What the profiles relax: one server, whose data nobody would miss; ephemeral makes no key that outlives it. */
export const profiles = {
  development: { replicas: 1, storage: "2Gi", audit: { size: "2Gi" }, injector: { replicas: 1 } },
  ephemeral: {
    replicas: 1,
    storage: "1Gi",
    audit: { enabled: false },
    injector: { replicas: 1 },
    unseal: "shamir",
  },
} satisfies Readonly<Record<string, z.input<typeof options>>>;
