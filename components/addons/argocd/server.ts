import * as pulumi from "@pulumi/pulumi";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace, secretObject } from "./names";
import type { ArgocdOptions } from "./options";
import type { ServerOptions } from "./serverOptions";

/** Where a port-forward ends on the user's machine; links lead there while there is no host. */
const localAddress = "localhost:8080";

// The secret that the server watches for its certificate; the name is fixed. Source: Argo CD's "TLS configuration".
const tlsSecret = "argocd-server-tls";

// What an ingress controller has to be told to speak TLS with the server. Source: Argo CD's "Ingress Configuration".
const backendAnnotations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nginx: {
    "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS",
    "nginx.ingress.kubernetes.io/force-ssl-redirect": "true",
  },
};

/** How the API and the user interface are reached, always over the server's own TLS. */
export function serverValues(context: AddonContext, options: ArgocdOptions): Values {
  const { server } = options;
  return {
    global: { domain: server.host ?? localAddress },
    configs: { params: { "server.insecure": false } },
    server: {
      ...certificate(server),
      ...reach(context, server),
    },
  };
}

function certificate({ tls, host }: ServerOptions): Values {
  if (tls?.issuer === undefined) return {};
  const issuer = { group: "cert-manager.io", kind: tls.issuer.kind, name: tls.issuer.name };
  // A new key at each renewal, which cert-manager has as its own default and the chart has not.
  return { certificate: { enabled: true, domain: host ?? "", issuer, privateKey: { rotationPolicy: "Always" } } };
}

function reach(context: AddonContext, server: ServerOptions): Values {
  if (server.exposure === "none") return { service: { type: "ClusterIP" } };
  if (server.ingress !== undefined) return { service: { type: "ClusterIP" }, ingress: ingress(server, server.ingress) };
  if (server.gateway !== undefined) return { service: { type: "ClusterIP" }, ...routes(server, server.gateway) };
  const names = server.host === undefined ? {} : { "external-dns.alpha.kubernetes.io/hostname": server.host };
  const annotations = {
    ...context.facts.loadBalancer[server.exposure],
    ...(context.on("external-dns") ? names : {}),
  };
  return { service: { type: "LoadBalancer", annotations, loadBalancerSourceRanges: server.allowedCidrs } };
}

function ingress(server: ServerOptions, { className, annotations }: NonNullable<ServerOptions["ingress"]>): Values {
  return {
    enabled: true,
    ingressClassName: className,
    hostname: server.host ?? "",
    annotations: { ...backendAnnotations[className], ...annotations },
    tls: server.tls !== undefined,
  };
}

// The Gateway ends the client's TLS and starts its own to the server, whose certificate it checks.
function routes(server: ServerOptions, gateway: NonNullable<ServerOptions["gateway"]>): Values {
  const section = gateway.section === undefined ? {} : { sectionName: gateway.section };
  const authority =
    gateway.caConfigMap === undefined
      ? { wellKnownCACertificates: "System" }
      : { caCertificateRefs: [{ group: "", kind: "ConfigMap", name: gateway.caConfigMap }] };
  const parentRefs = [{ name: gateway.name, namespace: gateway.namespace, ...section }];
  return {
    httproute: { enabled: true, parentRefs, hostnames: [server.host ?? ""] },
    backendTLSPolicy: {
      enabled: true,
      targetRefs: [{ group: "", kind: "Service", name: "argocd-server", sectionName: "https" }],
      validation: { hostname: server.host ?? "", ...authority },
    },
  };
}

/** The certificate that the user brought, as the secret that the server watches. */
export function certificateSecrets({ server: { tls } }: ArgocdOptions): readonly ObjectSpec[] {
  if (tls?.certificate === undefined || tls.privateKey === undefined) return [];
  const stringData = { "tls.crt": tls.certificate, "tls.key": pulumi.secret(tls.privateKey.reveal()) };
  return [secretObject("server-tls", tlsSecret, stringData, { type: "kubernetes.io/tls" })];
}

/** What a user is told: where Argo CD is, and how to sign in for the first time. */
export function serverOutputs(options: ArgocdOptions, admin: boolean): Readonly<Record<string, string>> {
  const { exposure, host } = options.server;
  const kubectl = `kubectl --namespace ${namespace}`;
  const reached =
    exposure === "none" || host === undefined
      ? { url: `https://${localAddress}`, accessCommand: `${kubectl} port-forward service/argocd-server 8080:443` }
      : { url: `https://${host}` };
  const password = `${kubectl} get secret argocd-initial-admin-secret --output jsonpath='{.data.password}' | base64 --decode`;
  return { ...reached, ...(admin ? { passwordCommand: password } : {}) };
}
