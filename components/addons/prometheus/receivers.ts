import type { Secret } from "../../config/secret";
import type { AlertmanagerOptions, Receiver } from "./alertmanagerOptions";
import { secretNames } from "./names";

type Kind = "slack" | "teams" | "pagerduty" | "email" | "webhook";
type Settings<K extends Kind> = NonNullable<Receiver[K]>;

/** What one way to notify becomes: a section of a receiver, and the secrets that it reads from files. */
interface Way<K extends Kind> {
  readonly section: string;
  secrets(settings: Settings<K>): Readonly<Record<string, Secret | undefined>>;
  /** @param file the path of one of the secrets */
  config(settings: Settings<K>, file: (secret: string) => string): Readonly<Record<string, unknown>>;
}

const title =
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.cluster }})';
const text = "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ end }}";

// Source: Prometheus, "Alerting configuration"; each secret has a variant that is read from a file.
const ways: { readonly [K in Kind]: Way<K> } = {
  slack: {
    section: "slack_configs",
    secrets: ({ webhookUrl }) => ({ "webhook-url": webhookUrl }),
    config: ({ channel }, file) => ({ api_url_file: file("webhook-url"), channel, title, text }),
  },
  teams: {
    section: "msteamsv2_configs",
    secrets: ({ webhookUrl }) => ({ "webhook-url": webhookUrl }),
    config: (_, file) => ({ webhook_url_file: file("webhook-url"), title, text }),
  },
  pagerduty: {
    section: "pagerduty_configs",
    secrets: ({ routingKey }) => ({ "routing-key": routingKey }),
    config: (_, file) => ({
      routing_key_file: file("routing-key"),
      severity: '{{ or .CommonLabels.severity "error" }}',
    }),
  },
  email: {
    section: "email_configs",
    secrets: ({ password }) => ({ password }),
    config: ({ to, from, smarthost, username, password }, file) => ({
      to,
      from,
      smarthost,
      require_tls: true,
      ...(username === undefined ? {} : { auth_username: username }),
      ...(password === undefined ? {} : { auth_password_file: file("password") }),
    }),
  },
  webhook: {
    section: "webhook_configs",
    secrets: ({ url, bearerToken }) => ({ url, token: bearerToken }),
    config: ({ bearerToken }, file) => ({
      url_file: file("url"),
      ...(bearerToken === undefined
        ? {}
        : { http_config: { authorization: { type: "Bearer", credentials_file: file("token") } } }),
    }),
  },
};

export const receiverKinds = Object.keys(ways) as readonly Kind[];

// The operator mounts the Secrets named in the Alertmanager's spec here, by name.
const file = (receiver: string, kind: Kind) => (secret: string) =>
  `/etc/alertmanager/secrets/${secretNames.receivers}/${receiver}-${kind}-${secret}`;

function sectionOf<K extends Kind>(name: string, kind: K, settings: Receiver[K]): [string, unknown][] {
  if (settings === undefined) return [];
  const way = ways[kind];
  return [[way.section, [{ send_resolved: true, ...way.config(settings, file(name, kind)) }]]];
}

function secretsOf<K extends Kind>(name: string, kind: K, settings: Receiver[K]): [string, Secret][] {
  if (settings === undefined) return [];
  return Object.entries(ways[kind].secrets(settings)).flatMap(([key, secret]) =>
    secret === undefined ? [] : [[`${name}-${kind}-${key}`, secret]],
  );
}

/** The receivers of Alertmanager's configuration. They name files and hold no secret. */
export function receiverConfigs(receivers: AlertmanagerOptions["receivers"]): Readonly<Record<string, unknown>>[] {
  return Object.entries(receivers).map(([name, receiver]) => ({
    name,
    ...Object.fromEntries(receiverKinds.flatMap((kind) => sectionOf(name, kind, receiver[kind]))),
  }));
}

/** What the files of {@link receiverConfigs} hold, by their names. */
export function receiverSecrets(receivers: AlertmanagerOptions["receivers"]): Readonly<Record<string, Secret>> {
  const entries = Object.entries(receivers).flatMap(([name, receiver]) =>
    receiverKinds.flatMap((kind) => secretsOf(name, kind, receiver[kind])),
  );
  return Object.fromEntries(entries);
}
