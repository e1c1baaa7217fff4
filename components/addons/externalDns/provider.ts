import * as pulumi from "@pulumi/pulumi";
import type { DnsProviderFacts } from "../../clusters/cluster";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace } from "./names";
import type { ExternalDnsOptions } from "./options";

const azureConfig = "azure-config";
const cloudflareToken = { name: "cloudflare", key: "api-token" } as const;

/** What ExternalDNS is told of where the zones are. */
export interface Provider {
  readonly name: string;
  readonly flags: Readonly<Record<string, string | readonly string[]>>;
  /** Values of the chart besides. */
  readonly values: Values;
  readonly objects: readonly ObjectSpec[];
  /** True where it acts with an identity of the cluster's cloud. */
  readonly ofCloud: boolean;
}

/** @throws Error on a cluster without a cloud's DNS, which the check refuses before */
export function providerOf(context: AddonContext, options: ExternalDnsOptions): Provider {
  if (options.cloudflare !== undefined) return cloudflare(options.cloudflare, Object.values(options.zones));
  const facts = context.facts.dnsProvider;
  if (facts === undefined) throw new Error(`${context.clusterName} has no DNS of a cloud`);
  return cloudsOwn(facts, options);
}

function cloudsOwn(facts: DnsProviderFacts, { visibility, zones }: ExternalDnsOptions): Provider {
  const ids = Object.values(zones);
  const file = facts.configFile?.(ids);
  return {
    name: facts.name[visibility],
    flags: facts.flags(visibility, ids),
    values: {
      env: Object.entries(facts.environment).map(([name, value]) => ({ name, value })),
      ...(file === undefined ? {} : mountedConfig),
    },
    objects: file === undefined ? [] : [configObject(file)],
    ofCloud: true,
  };
}

const mountedConfig: Values = {
  extraVolumes: [{ name: azureConfig, configMap: { name: azureConfig } }],
  extraVolumeMounts: [{ name: azureConfig, mountPath: "/etc/kubernetes", readOnly: true }],
};

function configObject(file: pulumi.Output<string>): ObjectSpec {
  return {
    name: azureConfig,
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: azureConfig, namespace },
    fields: { data: { "azure.json": file } },
  };
}

// Without the filter it would ask for all zones of the account, which a token for some is refused (docs/tutorials/cloudflare.md).
function cloudflare({ apiToken }: NonNullable<ExternalDnsOptions["cloudflare"]>, zones: readonly string[]): Provider {
  const { name, key } = cloudflareToken;
  return {
    name: "cloudflare",
    flags: { "zone-id-filter": zones },
    values: { env: [{ name: "CF_API_TOKEN", valueFrom: { secretKeyRef: { name, key } } }] },
    objects: [
      {
        name: "cloudflare-token",
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name, namespace },
        fields: { type: "Opaque", stringData: { [key]: pulumi.secret(apiToken.reveal()) } },
      },
    ],
    ofCloud: false,
  };
}
