import type { Grant } from "../../clusters/cluster";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import { authoritySecret, issuers, namespace, release } from "./names";
import type { AcmeOptions, CertManagerOptions } from "./options";

const group = "cert-manager.io";
const selfSigned = "self-signed";

/** Let's Encrypt's directories. The other one's certificates nobody trusts, and it hardly limits their number. */
const letsEncrypt = "https://acme-v02.api.letsencrypt.org/directory";
const letsEncryptStaging = "https://acme-staging-v02.api.letsencrypt.org/directory";

function object(
  kind: "ClusterIssuer" | "Issuer" | "Certificate",
  name: string,
  spec: Values,
  after: string,
): ObjectSpec {
  return {
    name: `${kind.toLowerCase()}-${name}`,
    apiVersion: `${group}/v1`,
    kind,
    metadata: kind === "ClusterIssuer" ? { name } : { name, namespace },
    fields: { spec },
    after: [after],
  };
}

/** The ACME directory that certificates are asked of. */
export function directoryOf(context: AddonContext, { server }: AcmeOptions): string {
  return server ?? (context.profile === "ephemeral" ? letsEncryptStaging : letsEncrypt);
}

/** Of several solvers, cert-manager takes the one whose zone is the longest that the name is in. */
function solvers({ facts }: AddonContext, { zones, http01 }: AcmeOptions, grant: Grant): readonly Values[] {
  const { acmeDns } = facts;
  const byDns = acmeDns === undefined ? [] : Object.entries(zones);
  return [
    ...byDns.map(([domain, zone]) => ({ selector: { dnsZones: [domain] }, dns01: acmeDns?.(zone, grant) })),
    ...(http01 === undefined ? [] : [{ http01: { ingress: { ingressClassName: http01.ingressClass } } }]),
  ];
}

/** The ACME account's key is made by cert-manager, in a Secret of its namespace. */
function acmeIssuer(context: AddonContext, acme: AcmeOptions, grant: Grant): ObjectSpec {
  const spec = {
    acme: {
      email: acme.email,
      server: directoryOf(context, acme),
      privateKeySecretRef: { name: `${issuers.acme}-account` },
      solvers: solvers(context, acme, grant),
    },
  };
  return object("ClusterIssuer", issuers.acme, spec, release);
}

/**
 * The cluster's own authority: a key that cert-manager makes and that never leaves the cluster, a certificate that it
 * signs itself with, and the issuer. The key stays when the certificate is renewed, so that whoever trusts the old
 * certificate trusts what is signed under the new one.
 */
function authority({ clusterName }: AddonContext, { ca }: CertManagerOptions): readonly ObjectSpec[] {
  const certificate = {
    isCA: true,
    commonName: ca.commonName ?? `${clusterName} internal CA`.slice(-64),
    secretName: authoritySecret,
    duration: "87600h",
    renewBefore: "17520h",
    privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" },
    issuerRef: { group, kind: "Issuer", name: selfSigned },
  };
  return [
    object("Issuer", selfSigned, { selfSigned: {} }, release),
    object("Certificate", authoritySecret, certificate, `issuer-${selfSigned}`),
    object(
      "ClusterIssuer",
      issuers.internal,
      { ca: { secretName: authoritySecret } },
      `certificate-${authoritySecret}`,
    ),
  ];
}

/** The issuers that the options ask for, each after what it needs. */
export function issuerObjects(context: AddonContext, chosen: CertManagerOptions, grant: Grant): readonly ObjectSpec[] {
  return [
    ...(chosen.acme === undefined ? [] : [acmeIssuer(context, chosen.acme, grant)]),
    ...(chosen.ca.enabled ? authority(context, chosen) : []),
  ];
}
