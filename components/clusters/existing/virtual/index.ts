import * as core from "@pulumi/kubernetes/core/v1";
import * as helm from "@pulumi/kubernetes/helm/v3";
import * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../../../chartSource";
import type { ExistingConfig } from "../../../config/clusters";
import { lifetimeTags } from "../../../config/lifetime";
import type { Config } from "../../../config/parse";
import { physicalName } from "../../../config/values/names";
import { charts } from "../../../versions";
import { virtualKubeconfig } from "./kubeconfig";
import { type VirtualConfig, virtualValues } from "./values";

// Helm names of a release are 53 characters at most, and the chart puts some before and after it.
const nameRule = { max: 40, separator: "-" } as const;

/**
 * A virtual cluster on one that exists (vcluster): an API server in a pod, whose workloads run in a namespace of their own
 * there. Source: vcluster 0.36.1, its chart, and pkg/util/kubeconfig/kubeconfig.go for the secret.
 */
export class VirtualCluster extends pulumi.ComponentResource {
  readonly release: helm.Release;
  readonly provider: kubernetes.Provider;
  readonly kubeconfig: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly #name: string;
  readonly #namespace: core.Namespace;

  /** @param host the provider of the cluster that it is on */
  constructor(
    config: Config,
    cluster: ExistingConfig,
    private readonly virtual: VirtualConfig,
    host: kubernetes.Provider,
    parent: pulumi.Resource,
  ) {
    const name = cluster.name ?? config.stack;
    super("kubernetes-architect:clusters:VirtualCluster", `${name}-virtual`, {}, { parent, provider: host });
    this.#name = physicalName(nameRule, name);
    this.#namespace = this.#createNamespace(config);
    this.release = this.#createRelease(config, cluster);
    this.endpoint = this.#endpoint();
    this.kubeconfig = virtualKubeconfig(this.#name, this.endpoint, this.#credentials());
    this.provider = this.#createProvider(name);
    this.registerOutputs({});
  }

  /** The labels say whose it is and until when, as tags do in a cloud. */
  #createNamespace({ stack, lifetime }: Config): core.Namespace {
    const { podSecurity } = this.virtual;
    const labels = {
      "app.kubernetes.io/managed-by": "kubernetes-architect",
      "pod-security.kubernetes.io/enforce": podSecurity,
      "pod-security.kubernetes.io/audit": podSecurity,
      "pod-security.kubernetes.io/warn": podSecurity,
      "managed-by": "kubernetes-architect",
      stack,
      ...(lifetime === undefined ? {} : lifetimeTags(lifetime)),
    };
    return new core.Namespace(
      `${this.#name}-namespace`,
      { metadata: { name: this.#name, labels } },
      { parent: this, customTimeouts: { delete: "30m" } },
    );
  }

  #createRelease(config: Config, cluster: ExistingConfig): helm.Release {
    return new helm.Release(
      `${this.#name}-vcluster`,
      {
        name: this.#name,
        namespace: this.#namespace.metadata.name,
        ...chartSource(charts.vcluster, charts.vcluster.version, config.mirror.charts),
        version: charts.vcluster.version,
        values: virtualValues(cluster, this.virtual, config.mirror.images),
        atomic: true,
        cleanupOnFail: true,
        timeout: 900,
        maxHistory: 5,
      },
      { parent: this },
    );
  }

  // What the chart and its API server make. The ids wait for the release, so that a preview does not ask for them.
  #made(name: string): pulumi.Output<string> {
    return this.release.id.apply(() => `${this.#name}/${name}`);
  }

  #endpoint(): pulumi.Output<string> {
    if (this.virtual.endpoint.access === "cluster") return pulumi.output(`https://${this.#name}.${this.#name}.svc`);
    const service = core.Service.get(`${this.#name}-service`, this.#made(this.#name), { parent: this });
    return service.status.apply(({ loadBalancer }) => {
      const [first] = loadBalancer?.ingress ?? [];
      return `https://${first?.ip ?? first?.hostname ?? ""}`;
    });
  }

  #credentials(): pulumi.Output<Readonly<Record<string, string>>> {
    return core.Secret.get(`${this.#name}-kubeconfig`, this.#made(`vc-${this.#name}`), {
      parent: this,
      additionalSecretOutputs: ["data", "stringData"],
    }).data;
  }

  #createProvider(name: string): kubernetes.Provider {
    return new kubernetes.Provider(
      `${name}-inside`,
      { kubeconfig: this.kubeconfig, clusterIdentifier: `${this.#name} in ${this.#name}`, enableServerSideApply: true },
      { parent: this, dependsOn: [this.release] },
    );
  }
}
