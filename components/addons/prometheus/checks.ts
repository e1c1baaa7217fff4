import type { Path, Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { nearest, oneOf } from "../../config/problems";
import { nobody, readers } from "./alertmanager";
import type { PrometheusOptions } from "./options";
import { inSeconds, mebibytes, prometheusMebibytes } from "./quantities";
import { receiverKinds } from "./receivers";
import { storageSize } from "./server";

type Check = (options: PrometheusOptions, config: Config) => readonly Problem[];

/** The most of a volume that samples may be let to fill. */
const fullest = 0.9;

/** Prometheus gives a target 10 seconds to answer, and refuses an interval shorter than that. */
const shortestInterval = 10;

const missing = (path: Path, allowed: string): Problem => ({ path, allowed });

const retention: Check = (options) => {
  const { retentionSize } = options;
  const volume = mebibytes(storageSize(options));
  if (retentionSize === undefined || prometheusMebibytes(retentionSize) <= volume * fullest) return [];
  const most = Math.floor((volume * fullest) / 1024);
  return [
    {
      path: ["retentionSize"],
      found: retentionSize,
      allowed: `at most ${most}GiB, 90 % of the volume of ${storageSize(options)}; or a larger storage.size`,
    },
  ];
};

const scrapeInterval: Check = ({ scrapeInterval }) =>
  inSeconds(scrapeInterval) >= shortestInterval
    ? []
    : [{ path: ["scrapeInterval"], found: scrapeInterval, allowed: `at least ${shortestInterval}s` }];

const remoteWrites: Check = ({ remoteWrite }) =>
  remoteWrite.flatMap(({ name, basicAuth, bearerToken }, index) => [
    ...(basicAuth !== undefined && bearerToken !== undefined
      ? [{ path: ["remoteWrite", index, "bearerToken"], found: "a token besides basicAuth", allowed: "one of the two" }]
      : []),
    ...(remoteWrite.findIndex((other) => other.name === name) === index
      ? []
      : [{ path: ["remoteWrite", index, "name"], found: `${name} a second time`, allowed: "a name of its own" }]),
  ]);

const receivers: Check = ({ alertmanager }) =>
  Object.entries(alertmanager.receivers).flatMap(([name, receiver]) => [
    ...(name === nobody
      ? [{ path: ["alertmanager", "receivers", name], found: name, allowed: "any other name: this one sends nothing" }]
      : []),
    ...(receiverKinds.some((kind) => receiver[kind] !== undefined)
      ? []
      : [missing(["alertmanager", "receivers", name], `at least one of ${oneOf(receiverKinds)}`)]),
    ...(receiver.email?.username !== undefined && receiver.email.password === undefined
      ? [missing(["alertmanager", "receivers", name, "email", "password"], "the password of email.username")]
      : []),
  ]);

const references: Check = ({ alertmanager }) => {
  const { defaultReceiver, routes, watchdog } = alertmanager;
  const names = Object.keys(alertmanager.receivers);
  const unknown = (path: Path, found: string | undefined): Problem[] => {
    if (found === undefined || names.includes(found)) return [];
    const near = nearest(found, names);
    return [
      {
        path: ["alertmanager", ...path],
        found: JSON.stringify(found),
        allowed: names.length === 0 ? "a name of alertmanager.receivers, of which there are none" : oneOf(names),
        ...(near === undefined ? {} : { nearest: near }),
      },
    ];
  };
  return [
    ...unknown(["defaultReceiver"], defaultReceiver),
    ...unknown(["watchdog", "receiver"], watchdog?.receiver),
    ...routes.flatMap(({ receiver }, index) => unknown(["routes", index, "receiver"], receiver)),
    ...(readers(alertmanager).length > 1 && defaultReceiver === undefined
      ? [missing(["alertmanager", "defaultReceiver"], `${oneOf(names)}, for what no route takes`)]
      : []),
  ];
};

const routes: Check = ({ alertmanager }) =>
  alertmanager.routes.flatMap(({ severity, namespace, matchers }, index) =>
    severity === undefined && namespace === undefined && matchers.length === 0
      ? [missing(["alertmanager", "routes", index], "at least one of severity, namespace or matchers")]
      : [],
  );

const exposure: Check = ({ grafana }) => {
  if (!grafana.enabled || grafana.exposure === "none") return [];
  const why = `with exposure ${grafana.exposure}`;
  return [
    ...(grafana.host === undefined ? [missing(["grafana", "host"], `the name it is reached by, ${why}`)] : []),
    ...(grafana.tls === undefined ? [missing(["grafana", "tls"], `a certificate for grafana.host, ${why}`)] : []),
    ...(grafana.exposure === "internet" && grafana.sso === undefined
      ? [missing(["grafana", "sso"], `single sign-on, ${why}: a password alone does not face the internet`)]
      : []),
    ...(grafana.ingressClass !== undefined && grafana.allowedCidrs.length > 0
      ? [
          {
            path: ["grafana", "allowedCidrs"],
            found: "a list besides ingressClass",
            allowed: "only with a load balancer of Grafana's own; the ingress controller has its own way",
          },
        ]
      : []),
  ];
};

const certificates: Check = ({ grafana: { tls } }) => {
  if (tls === undefined) return [];
  const { secretName, certificate, privateKey } = tls;
  const pair = certificate !== undefined && privateKey !== undefined;
  const half = certificate !== undefined || privateKey !== undefined;
  const good = secretName === undefined ? pair : !half;
  return good
    ? []
    : [{ path: ["grafana", "tls"], found: "a map", allowed: "either secretName, or certificate and privateKey" }];
};

const singleSignOn: Check = ({ grafana: { sso } }) => {
  if (sso === undefined || sso.endpoints !== undefined) return [];
  if (sso.provider === "generic")
    return [missing(["grafana", "sso", "endpoints"], "the endpoints of a generic provider")];
  return sso.issuer === undefined
    ? [missing(["grafana", "sso", "issuer"], `the issuer's address on ${sso.provider}`)]
    : [];
};

const all: readonly Check[] = [
  retention,
  scrapeInterval,
  remoteWrites,
  receivers,
  references,
  routes,
  exposure,
  certificates,
  singleSignOn,
];

/** What the schema cannot say of the options. */
export function check(options: PrometheusOptions, config: Config): readonly Problem[] {
  return all.flatMap((one) => one(options, config));
}
