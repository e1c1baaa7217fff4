import type { AddonContext, Values } from "../addon";
import { sourceNamespaces } from "../parts/dataSource";
import type { GrafanaOptions } from "./grafanaOptions";
import { namespace, release, secretNames } from "./names";
import type { PrometheusOptions } from "./options";
import { fixed } from "./sizes";
import { oauthSettings, ssoSecretKey } from "./sso";

const tlsMount = "/etc/secrets/tls";

/** True when Grafana ends TLS itself, behind a load balancer of its own. */
const endsTls = ({ exposure, ingressClass }: GrafanaOptions) => exposure !== "none" && ingressClass === undefined;

const tlsSecret = ({ tls }: GrafanaOptions) => tls?.secretName ?? secretNames.grafanaTls;

/** Grafana's settings by section and name, as in grafana.ini. */
type Settings = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;

function settings(options: GrafanaOptions): Settings {
  const { host, sso } = options;
  const tls = {
    protocol: "https",
    min_tls_version: "TLS1.2",
    cert_file: `${tlsMount}/tls.crt`,
    cert_key: `${tlsMount}/tls.key`,
    certs_watch_interval: "5m",
  };
  // Single sign-on comes back to this address: without a host, to the port-forward of the stack's outputs.
  const root = host === undefined ? "http://localhost:3000" : `https://${host}`;
  return {
    server: { domain: host ?? "localhost", root_url: root, ...(endsTls(options) ? tls : {}) },
    analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
    users: { allow_sign_up: false },
    security: {
      disable_gravatar: true,
      ...(host === undefined ? {} : { cookie_secure: true, strict_transport_security: true }),
    },
    "auth.anonymous": { enabled: false },
    ...(sso === undefined ? {} : { auth: { disable_login_form: true }, "auth.generic_oauth": oauthSettings(sso) }),
  };
}

// Source: Grafana, "Override configuration with environment variables".
const variable = (section: string, name: string) => `GF_${section}_${name}`.replace(/[.-]/g, "_").toUpperCase();

function environment(options: GrafanaOptions): Values {
  const sections = Object.entries(settings(options));
  return Object.fromEntries(
    sections.flatMap(([section, values]) =>
      Object.entries(values).map(([name, value]) => [variable(section, name), String(value)]),
    ),
  );
}

function secretEnvironment({ sso }: GrafanaOptions): Values {
  if (sso === undefined) return {};
  const secretKeyRef = { name: secretNames.grafanaSso, key: ssoSecretKey };
  return { [variable("auth.generic_oauth", "client_secret")]: { secretKeyRef } };
}

function secretMounts(options: GrafanaOptions): Values[] {
  if (!endsTls(options)) return [];
  return [{ name: "tls", mountPath: tlsMount, secretName: tlsSecret(options), defaultMode: 0o440, readOnly: true }];
}

function balanced(context: AddonContext, options: GrafanaOptions): Values {
  const names = options.host === undefined ? {} : { "external-dns.alpha.kubernetes.io/hostname": options.host };
  const annotations = {
    ...context.facts.loadBalancer[options.exposure === "internet" ? "internet" : "internal"],
    ...(context.on("external-dns") ? names : {}),
  };
  const https = { httpGet: { scheme: "HTTPS" } };
  // The sidecars tell Grafana of new files on the pod's own loopback, where the certificate's name is never right.
  const reload = (what: string) => ({
    reloadURL: `https://localhost:3000/api/admin/provisioning/${what}/reload`,
    env: { REQ_SKIP_TLS_VERIFY: "true" },
  });
  return {
    service: { type: "LoadBalancer", port: 443, annotations, loadBalancerSourceRanges: options.allowedCidrs },
    readinessProbe: https,
    livenessProbe: https,
    serviceMonitor: { scheme: "https", tlsConfig: { insecureSkipVerify: true } },
    sidecar: { dashboards: reload("dashboards"), datasources: reload("datasources") },
  };
}

function behindIngress({ host, ingressClass }: GrafanaOptions, secretName: string): Values {
  return {
    ingress: { enabled: true, ingressClassName: ingressClass, hosts: [host], tls: [{ secretName, hosts: [host] }] },
  };
}

function reached(context: AddonContext, options: GrafanaOptions): Values {
  if (options.exposure === "none") return {};
  return endsTls(options) ? balanced(context, options) : behindIngress(options, tlsSecret(options));
}

// A volume that only one pod can hold rules out starting the new pod before the old one is gone.
function persistence(context: AddonContext, { persistence }: GrafanaOptions): Values {
  if (!persistence.enabled) return {};
  const storageClassName = persistence.class ?? context.facts.storageClass;
  return {
    persistence: { enabled: true, type: "pvc", storageClassName, size: persistence.size },
    deploymentStrategy: { type: "Recreate" },
  };
}

/**
 * The chart's values of `grafana`. One replica: Grafana keeps sessions in its own database, which two could not share.
 * Without a password of ours the chart makes one of 40 random characters and finds it again on every upgrade (grafana
 * 12.11.1, templates/_helpers.tpl, grafana.password); there is no default one.
 */
export function grafanaValues(context: AddonContext, options: PrometheusOptions): Values {
  const { grafana } = options;
  if (!grafana.enabled) return { enabled: false };
  const { sidecar, ...exposed } = reached(context, grafana) as Values & { sidecar?: Readonly<Record<string, object>> };
  return {
    enabled: true,
    ...(grafana.adminPassword === undefined ? {} : { admin: { existingSecret: secretNames.grafanaAdmin } }),
    defaultDashboardsEnabled: true,
    defaultDashboardsEditable: false,
    resources: fixed.grafana,
    downloadDashboards: { resources: fixed.job },
    // The volume's group is set by the kubelet (fsGroup); the chart's way needs a container that runs as root.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    // The chart's own role also reads every Secret of the cluster: see dashboardAccess.
    rbac: { create: false },
    sidecar: {
      resources: fixed.grafanaSidecar,
      dashboards: { searchNamespace: "ALL", resource: "configmap", ...sidecar?.dashboards },
      datasources: {
        resource: "configmap",
        searchNamespace: [namespace, ...sourceNamespaces(context)],
        ...sidecar?.datasources,
      },
    },
    env: environment(grafana),
    envValueFrom: secretEnvironment(grafana),
    extraSecretMounts: secretMounts(grafana),
    ...persistence(context, grafana),
    ...exposed,
  };
}

/** Lets Grafana find dashboards in every namespace and data sources in some, in ConfigMaps only. Objects of the release. */
export function dashboardAccess({ grafana }: PrometheusOptions): Values[] {
  if (!grafana.enabled) return [];
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const metadata = { name: `${release}-grafana-dashboards` };
  return [
    {
      apiVersion,
      kind: "ClusterRole",
      metadata,
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }],
    },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name: `${release}-grafana`, namespace }],
    },
  ];
}
