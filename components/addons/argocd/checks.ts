import type { Problem } from "../../config/errors";
import { oneOf } from "../../config/problems";
import { redacted } from "../../config/secret";
import type { ArgocdOptions } from "./options";
import type { ServerOptions } from "./serverOptions";

/** What the schema cannot say of the options: paths are relative to the add-on. */
export function optionProblems(options: ArgocdOptions): readonly Problem[] {
  return [
    ...exposureProblems(options),
    ...tlsProblems(options.server),
    ...ssoProblems(options),
    ...notificationProblems(options),
  ];
}

function exposureProblems(options: ArgocdOptions): Problem[] {
  const { exposure, host, tls, ingress, gateway, allowedCidrs } = options.server;
  const internet = exposure === "internet";
  const shared = ingress ?? gateway;
  const at = (...path: string[]) => ["server", ...path];
  const rules: readonly (readonly [boolean, Problem])[] = [
    [
      host === undefined && (exposure !== "none" || tls !== undefined),
      { path: at("host"), allowed: "a DNS name, which exposure and a certificate both need" },
    ],
    [
      tls === undefined && (internet || gateway !== undefined),
      { path: at("tls"), allowed: "an issuer or a certificate, which the internet and a gateway both need" },
    ],
    [
      internet && options.sso === undefined && options.admin !== true,
      {
        path: at("exposure"),
        found: '"internet" without sso',
        allowed: "internet with sso, or with admin: true to open the password sign-in to everyone",
      },
    ],
    [
      exposure === "none" && shared !== undefined,
      { path: at("exposure"), found: '"none" with an ingress or a gateway', allowed: "internal or internet" },
    ],
    [
      ingress !== undefined && gateway !== undefined,
      { path: at("gateway"), found: "a gateway beside an ingress", allowed: "one of the two" },
    ],
    [
      allowedCidrs.length > 0 && (exposure === "none" || shared !== undefined),
      {
        path: at("allowedCidrs"),
        found: "networks without a load balancer of its own",
        allowed: "exposure: internal or internet without ingress and gateway",
      },
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, problem]) => problem);
}

function tlsProblems({ tls }: ServerOptions): Problem[] {
  if (tls === undefined) return [];
  const path = ["server", "tls"];
  if ((tls.issuer === undefined) === (tls.certificate === undefined))
    return [
      { path, found: tls.issuer ? "an issuer and a certificate" : "neither", allowed: "an issuer or a certificate" },
    ];
  if (tls.certificate !== undefined && tls.privateKey === undefined)
    return [{ path: [...path, "privateKey"], allowed: "the certificate's private key" }];
  if (tls.certificate === undefined && tls.privateKey !== undefined)
    return [
      { path: [...path, "privateKey"], found: "a key without its certificate", allowed: "with a certificate only" },
    ];
  return [];
}

function ssoProblems(options: ArgocdOptions): Problem[] {
  const { sso, rbac } = options;
  if (sso === undefined)
    return options.admin === false
      ? [{ path: ["admin"], found: "false without sso, so that nobody could sign in", allowed: "false with sso only" }]
      : [];
  const direct = sso.issuer !== undefined || sso.clientId !== undefined || sso.clientSecret !== undefined;
  const federated = sso.connectors.length > 0;
  if (direct === federated)
    return [
      {
        path: ["sso"],
        found: direct ? "an issuer and connectors" : "neither",
        allowed: "issuer and clientId, or connectors",
      },
    ];
  const missing = (["issuer", "clientId"] as const).filter((key) => direct && sso[key] === undefined);
  const powerless =
    options.admin !== true && sso.adminGroups.length === 0 && rbac.policies.length === 0 && rbac.defaultRole === "none";
  return [
    ...missing.map((key) => ({ path: ["sso", key], allowed: "a value, since there are no connectors" })),
    ...(powerless ? [{ path: ["sso", "adminGroups"], allowed: "a group, or nobody may do anything" }] : []),
    ...connectorProblems(sso.connectors),
  ];
}

function connectorProblems(connectors: NonNullable<ArgocdOptions["sso"]>["connectors"]): Problem[] {
  const ids = connectors.map(({ id }) => id);
  return connectors.flatMap(({ id, config }, index) => {
    const path = ["sso", "connectors", index];
    const twice = { path: [...path, "id"], found: JSON.stringify(id), allowed: "an id of its own" };
    const inside = {
      path: [...path, "config"],
      found: "a secret",
      allowed: "the secret in the connector's own option secret",
    };
    return [
      ...(ids.indexOf(id) < index ? [twice] : []),
      ...(JSON.stringify(config).includes(redacted) ? [inside] : []),
    ];
  });
}

function notificationProblems({ notifications }: ArgocdOptions): Problem[] {
  const { slack, webhooks, subscriptions } = notifications;
  const services = [...(slack === undefined ? [] : ["slack"]), ...Object.keys(webhooks)];
  const path = ["notifications"];
  const clash = Object.hasOwn(webhooks, "slack")
    ? [{ path: [...path, "webhooks", "slack"], found: '"slack"', allowed: "another name" }]
    : [];
  const unknown = subscriptions.flatMap(({ recipients }, index) =>
    recipients
      .map((recipient, place) => ({ recipient, place, service: recipient.split(":")[0] ?? "" }))
      .filter(({ service }) => !services.includes(service))
      .map(({ recipient, place }) => ({
        path: [...path, "subscriptions", index, "recipients", place],
        found: JSON.stringify(recipient),
        allowed: services.length === 0 ? "nothing while there is neither slack nor a webhook" : oneOf(services),
      })),
  );
  return [...clash, ...unknown];
}
