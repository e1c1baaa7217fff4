import type { ObjectSpec, Values } from "../addon";
import { identityIssuer, namespaces, previousAnchor, releases, trustAnchor, trustRoots } from "./names";
import type { LinkerdOptions } from "./options";

const apiVersion = "cert-manager.io/v1";
const { system } = namespaces;

/** The authority of webhooks, apart from the mesh's own: each namespace has one. */
const webhookAuthority = "linkerd-webhooks";

// Linkerd takes keys of this kind only. Source: Linkerd, "Generating your own mTLS root certificates".
const key = (rotationPolicy: "Always" | "Never") => ({ algorithm: "ECDSA", size: 256, rotationPolicy });

function certified(name: string, namespace: string, spec: Values, after: readonly string[]): ObjectSpec {
  return {
    name: `certificate-${namespace}-${name}`,
    apiVersion,
    kind: "Certificate",
    metadata: { name, namespace },
    fields: { spec: { secretName: name, ...spec } },
    after,
  };
}

const issuerName = (name: string, namespace: string) => `issuer-${namespace}-${name}`;

function issuer(name: string, namespace: string, spec: Values, after: readonly string[] = []): ObjectSpec {
  return {
    name: issuerName(name, namespace),
    apiVersion,
    kind: "Issuer",
    metadata: { name, namespace },
    fields: { spec },
    after,
  };
}

const self = "linkerd-self-signed";

// An authority of a namespace, and the issuer that signs with it.
function authority(name: string, namespace: string, spec: Values): readonly ObjectSpec[] {
  const own = certified(name, namespace, { isCA: true, ...spec, issuerRef: { kind: "Issuer", name: self } }, [
    issuerName(self, namespace),
  ]);
  return [own, issuer(name, namespace, { ca: { secretName: name } }, [own.name])];
}

/**
 * The mesh's identities, all of whose keys are made in the cluster and stay in Linkerd's namespace: the trust anchor,
 * what the control plane issues with, which is replaced every other day, and the ConfigMap that says whom to trust.
 * Source: Linkerd, "Automatically Rotating Control Plane TLS Credentials".
 */
export function identityObjects(options: LinkerdOptions): readonly ObjectSpec[] {
  return [
    issuer(self, system, { selfSigned: {} }),
    // Every pod of the mesh has to be started anew to trust another one, so that never happens by itself.
    ...authority(trustAnchor, system, {
      commonName: "root.linkerd.cluster.local",
      duration: "87600h",
      privateKey: key("Never"),
    }),
    certified(
      identityIssuer,
      system,
      {
        isCA: true,
        commonName: "identity.linkerd.cluster.local",
        dnsNames: ["identity.linkerd.cluster.local"],
        duration: "48h",
        renewBefore: "25h",
        privateKey: key("Always"),
        usages: ["cert sign", "crl sign", "server auth", "client auth"],
        issuerRef: { kind: "Issuer", name: trustAnchor },
      },
      [issuerName(trustAnchor, system)],
    ),
    bundle(options),
  ];
}

function bundle(options: LinkerdOptions): ObjectSpec {
  const secret = (name: string) => ({ secret: { name, key: "tls.crt" } });
  return {
    name: "trust-roots",
    apiVersion: "trust.cert-manager.io/v1alpha1",
    kind: "Bundle",
    metadata: { name: trustRoots },
    fields: {
      spec: {
        sources: [secret(trustAnchor), ...(options.previousAnchor ? [secret(previousAnchor)] : [])],
        target: {
          configMap: { key: "ca-bundle.crt" },
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": system } },
        },
      },
    },
    after: [releases.trust, `certificate-${system}-${trustAnchor}`],
  };
}

/** A webhook: the service that answers, and the Secret that its certificate is looked for in. Fixed in the charts. */
export interface Webhook {
  readonly service: string;
  readonly secretName: string;
}

export const controlPlaneWebhooks = {
  proxyInjector: { service: "linkerd-proxy-injector", secretName: "linkerd-proxy-injector-k8s-tls" },
  profileValidator: { service: "linkerd-sp-validator", secretName: "linkerd-sp-validator-k8s-tls" },
  policyValidator: { service: "linkerd-policy-validator", secretName: "linkerd-policy-validator-k8s-tls" },
} as const;

export const vizWebhooks = {
  tap: { service: "tap", secretName: "tap-k8s-tls" },
  tapInjector: { service: "tap-injector", secretName: "tap-injector-k8s-tls" },
} as const;

/**
 * Certificates of webhooks in a namespace, by an authority of the namespace's own. Source: Linkerd, "Automatically
 * Rotating Webhook TLS Credentials".
 */
export function webhookObjects(namespace: string, webhooks: readonly Webhook[]): readonly ObjectSpec[] {
  return [
    // Linkerd's own namespace has it already.
    ...(namespace === system ? [] : [issuer(self, namespace, { selfSigned: {} })]),
    ...authority(webhookAuthority, namespace, {
      commonName: `webhooks.${namespace}`,
      duration: "8760h",
      privateKey: key("Always"),
    }),
    ...webhooks.map(({ service, secretName }) => {
      const name = `${service}.${namespace}.svc`;
      const spec = {
        secretName,
        commonName: name,
        dnsNames: [name],
        duration: "720h",
        privateKey: key("Always"),
        usages: ["server auth"],
        issuerRef: { kind: "Issuer", name: webhookAuthority },
      };
      return certified(service, namespace, spec, [issuerName(webhookAuthority, namespace)]);
    }),
  ];
}

/** What a chart is told of a webhook's certificate: that it is there, and where cert-manager finds its authority. */
export function webhookValues(namespace: string, { service }: Webhook): Values {
  return { externalSecret: true, injectCaFrom: `${namespace}/${service}` };
}
