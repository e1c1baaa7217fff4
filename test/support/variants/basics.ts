/**
 * Configs that switch on options which no example stack uses, so that the checks of chart values see those too. On an
 * existing cluster, which adds nothing of its own.
 */
const secret = { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" };
const certificate = "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----";
const cluster = { cloud: "existing", version: "1.35", zones: 3 };
const objectStore = {
  endpoint: "https://s3.example.com",
  bucket: "backups",
  accessKeyId: secret,
  secretAccessKey: secret,
  caCert: certificate,
};
const mirror = { images: "registry.example.com/mirror" };

const withStore = { ...cluster, objectStore, snapshotClass: { name: "snapshots", driver: "csi.example.com" } };

const prometheusFull = {
  size: "large",
  storage: { size: "400Gi", class: "fast" },
  retentionSize: "300GiB",
  externalLabels: { team: "platform" },
  resources: { requests: { cpu: "1", memory: "4Gi" }, limits: { cpu: "2", memory: "8Gi" } },
  remoteWrite: [
    {
      name: "mimir",
      url: "https://mimir.example.com/push",
      basicAuth: { username: "writer", password: secret },
      headers: { "X-Scope-OrgID": "a" },
      keep: "up|node_.*",
    },
    { name: "other", url: "https://other.example.com", bearerToken: secret },
  ],
  controlPlane: true,
  kubeProxy: true,
  verifyKubelets: true,
  networkPolicy: { allowFrom: ["keda"] },
  alertmanager: {
    receivers: {
      web: {
        slack: { webhookUrl: secret, channel: "#alerts" },
        email: {
          to: "a@example.com",
          from: "b@example.com",
          smarthost: "smtp.example.com:587",
          username: "b",
          password: secret,
        },
      },
      night: { pagerduty: { routingKey: secret }, teams: { webhookUrl: secret } },
      dead: { webhook: { url: secret, bearerToken: secret } },
    },
    defaultReceiver: "web",
    watchdog: { receiver: "dead" },
    routes: [{ receiver: "night", severity: "critical", continue: true }],
    inhibitRules: [{ source: ["alertname = NodeNotReady"], target: ["alertname = PodCrashLooping"], equal: ["node"] }],
  },
  grafana: {
    adminPassword: secret,
    exposure: "internet",
    host: "grafana.example.com",
    tls: { certificate, privateKey: secret },
    allowedCidrs: ["203.0.113.0/24"],
    persistence: { enabled: true },
    sso: {
      provider: "keycloak",
      issuer: "https://sso.example.com/realms/main",
      clientId: "grafana",
      clientSecret: secret,
      roles: { admin: ["ops"], editor: ["dev"], viewer: ["all"] },
    },
  },
};

const argocdInternet = {
  admin: false,
  server: {
    exposure: "internet",
    host: "argocd.example.com",
    tls: { issuer: { name: "letsencrypt" } },
    allowedCidrs: ["203.0.113.0/24"],
  },
  sso: {
    issuer: "https://sso.example.com",
    clientId: "argocd",
    clientSecret: secret,
    adminGroups: ["admins"],
    readonlyGroups: ["developers"],
  },
  webhookSecrets: { github: secret },
};

const argocdGateway = {
  server: {
    exposure: "internal",
    host: "argocd.example.com",
    tls: { certificate, privateKey: secret },
    gateway: { name: "shared", namespace: "gateways", section: "https" },
  },
  sso: {
    connectors: [
      { type: "github", id: "github", name: "GitHub", config: { clientID: "x", orgs: [{ name: "o" }] }, secret },
    ],
    adminGroups: ["o:t"],
  },
  notifications: {
    slack: { token: secret, channels: ["#ops"] },
    webhooks: { hook: { url: "https://hook.example.com", token: secret } },
    subscriptions: [{ recipients: ["slack:x"], triggers: ["on-deployed"], selector: "a=b" }],
  },
};

const gitops = {
  repositories: {
    platform: {
      url: "ssh://git@git.example.com/platform",
      sshPrivateKey: secret,
      knownHosts: ["git.example.com ssh-ed25519 AAAA"],
    },
    services: {
      url: "https://git.example.com/services.git",
      caCertificate: certificate,
      username: "x",
      password: secret,
    },
  },
  applications: { web: { repository: "platform", clusterKinds: ["Namespace"] } },
};

export const variants: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "prometheus with everything": { cluster, addons: { prometheus: prometheusFull }, mirror },
  "prometheus without Grafana": {
    cluster,
    addons: { prometheus: { grafana: { enabled: false }, networkPolicy: { enabled: false } } },
  },
  "prometheus behind an ingress": {
    cluster,
    addons: {
      prometheus: {
        grafana: {
          exposure: "internal",
          host: "grafana.example.com",
          ingressClass: "nginx",
          tls: { secretName: "grafana-cert" },
        },
      },
    },
  },
  "prometheus on an ephemeral cluster": { cluster: { ...cluster, profile: "ephemeral" }, addons: { prometheus: {} } },
  "argocd at its smallest": { cluster: { ...cluster, profile: "development" }, addons: { argocd: {}, prometheus: {} } },
  "argocd at its largest": {
    cluster,
    addons: {
      prometheus: {},
      argocd: {
        size: "large",
        autoscaling: { enabled: true },
        extensions: { metrics: { url: "https://x.example.com/y.tar", checksumUrl: "https://x.example.com/y.sum" } },
      },
    },
  },
  "argocd on the internet": { cluster, addons: { argocd: argocdInternet } },
  "argocd behind a gateway": { cluster, addons: { argocd: argocdGateway } },
  "argocd behind an ingress, from a mirror, with gitops": {
    cluster,
    mirror,
    gitops,
    addons: {
      argocd: {
        priorityClass: "system-cluster-critical",
        antiAffinity: "soft",
        server: {
          exposure: "internal",
          host: "argocd.example.com",
          tls: { issuer: { name: "internal" } },
          ingress: { className: "nginx" },
        },
        notifications: { enabled: false },
        applicationSet: { enabled: false },
      },
    },
  },
  "istio with sidecars": {
    cluster,
    mirror,
    addons: {
      prometheus: {},
      istio: {
        mode: "sidecar",
        outboundTraffic: "registryOnly",
        tracing: { service: "collector.tracing.svc.cluster.local" },
        egressGateway: { enabled: true },
        gateway: { exposure: "internet", allowedCidrs: ["203.0.113.0/24"], preserveClientAddress: true },
      },
    },
  },
  "istio in the middle of an upgrade": {
    cluster,
    addons: { istio: { previous: { version: "1.29.2" }, revisionTags: ["stable"] } },
  },
  "velero with file-system backups": {
    cluster: withStore,
    mirror,
    addons: { prometheus: {}, velero: { fileSystemBackup: "all", priorityClass: "system-cluster-critical" } },
  },
  "velero moving snapshot data": {
    cluster: withStore,
    addons: { velero: { moveSnapshotData: true, repositoryPassword: secret } },
  },
  "velero for restores only": {
    cluster: withStore,
    addons: { velero: { accessMode: "ReadOnly", restoreFrom: { prefix: "other" } } },
  },
};
