import * as pulumi from "@pulumi/pulumi";
import type { ApplicationConfig, GitopsConfig, RepositoryConfig } from "../../config/gitops";
import type { ObjectSpec, Values } from "../addon";
import { publicHosts } from "./knownHosts";
import { namespace } from "./names";
import type { FluxOptions } from "./options";

const apiVersion = "source.toolkit.fluxcd.io/v1";

/** The kinds of source that an application may come from. */
export type SourceKind = "GitRepository" | "HelmRepository" | "OCIRepository";

/** What a repository is to Flux. */
export function sourceKind({ url, kind }: RepositoryConfig): SourceKind {
  if (url.startsWith("oci://")) return "OCIRepository";
  return kind === "helm" ? "HelmRepository" : "GitRepository";
}

/** True for what Helm installs: a chart of a Helm repository, or a folder or an artifact that is given values. */
export function isChart({ chart, values, valueFiles }: ApplicationConfig): boolean {
  return chart !== undefined || Object.keys(values).length + valueFiles.length > 0;
}

/** The names in the plan of a repository's secrets. */
export function secretNames(name: string, repository: RepositoryConfig): readonly string[] {
  return [
    ...(credentials(repository) === undefined ? [] : [`repository-${name}`]),
    ...(needsAuthority(repository) ? [`repository-${name}-authority`] : []),
  ];
}

/** The repositories' credentials, as the secrets that Flux's sources refer to. Source: Flux, "Git Repositories" and so on. */
export function repositorySecrets(gitops: GitopsConfig | undefined): readonly ObjectSpec[] {
  return Object.entries(gitops?.repositories ?? {}).flatMap(([name, repository]) => {
    const found = credentials(repository);
    const secret = (secretName: string, type: string, stringData: Values): ObjectSpec => ({
      name: secretName,
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: secretName, namespace },
      fields: { type, stringData },
    });
    return [
      ...(found === undefined ? [] : [secret(`repository-${name}`, found.type, found.data)]),
      ...(needsAuthority(repository)
        ? [secret(`repository-${name}-authority`, "Opaque", { "ca.crt": repository.caCertificate })]
        : []),
    ];
  });
}

// A GitRepository takes its authority from the secret with the credentials; the other two from one of its own.
function needsAuthority(repository: RepositoryConfig): boolean {
  return repository.caCertificate !== undefined && sourceKind(repository) !== "GitRepository";
}

function credentials(repository: RepositoryConfig): { readonly type: string; readonly data: Values } | undefined {
  const kind = sourceKind(repository);
  if (kind === "OCIRepository") return registryLogin(repository);
  const authority = kind === "GitRepository" ? { "ca.crt": repository.caCertificate } : {};
  const data = { ...basic(repository), ...ssh(repository), ...app(repository), ...authority };
  const set = Object.entries(data).filter(([, value]) => value !== undefined);
  return set.length === 0 ? undefined : { type: "Opaque", data: Object.fromEntries(set) as Values };
}

function basic({ username, password }: RepositoryConfig) {
  return { username, password: password === undefined ? undefined : pulumi.secret(password.reveal()) };
}

function ssh({ sshPrivateKey, knownHosts }: RepositoryConfig): Values {
  if (sshPrivateKey === undefined) return {};
  const known = [...publicHosts, ...knownHosts].join("\n");
  return { identity: pulumi.secret(sshPrivateKey.reveal()), known_hosts: `${known}\n` };
}

function app({ githubApp }: RepositoryConfig): Values {
  if (githubApp === undefined) return {};
  return {
    githubAppID: String(githubApp.id),
    githubAppInstallationID: String(githubApp.installationId),
    githubAppPrivateKey: pulumi.secret(githubApp.privateKey.reveal()),
    ...(githubApp.enterpriseUrl === undefined ? {} : { githubAppBaseURL: githubApp.enterpriseUrl }),
  };
}

function registryLogin({ url, username, password }: RepositoryConfig) {
  if (username === undefined || password === undefined) return undefined;
  const host = url.slice("oci://".length).split("/")[0] ?? "";
  const login = { username, password: password.reveal() };
  const auth = Buffer.from(`${login.username}:${login.password}`).toString("base64");
  const text = JSON.stringify({ auths: { [host]: { ...login, auth } } });
  return { type: "kubernetes.io/dockerconfigjson", data: { ".dockerconfigjson": pulumi.secret(text) } };
}

/** Where an application comes from, at its revision. */
export function sourceObject(
  name: string,
  application: ApplicationConfig,
  repository: RepositoryConfig,
  { pollInterval }: FluxOptions,
): ObjectSpec {
  const kind = sourceKind(repository);
  const secretName = `repository-${application.repository}`;
  const ref = kind === "GitRepository" ? gitRef(application) : kind === "OCIRepository" ? ociRef(application) : {};
  const layer = kind === "OCIRepository" && isChart(application) ? { layerSelector: chartLayer } : {};
  return {
    name: `source-${name}`,
    apiVersion,
    kind,
    metadata: { name, namespace },
    fields: {
      spec: {
        url: repository.url,
        interval: pollInterval,
        ...(kind === "GitRepository" && repository.githubApp !== undefined ? { provider: "github" } : {}),
        ...(credentials(repository) === undefined ? {} : { secretRef: { name: secretName } }),
        ...(needsAuthority(repository) ? { certSecretRef: { name: `${secretName}-authority` } } : {}),
        ...(Object.keys(ref).length === 0 ? {} : { ref }),
        ...layer,
      },
    },
    after: secretNames(application.repository, repository),
  };
}

// Source: Flux, "OCI Repositories" (layer selector).
const chartLayer = { mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", operation: "copy" };

// A revision is one word and Flux asks what it is. A branch that is called like a version is written refs/heads/….
function gitRef({ revision }: ApplicationConfig): Values {
  if (revision.startsWith("refs/")) return { name: revision };
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  return /^v?\d+\.\d+(\.\d+)?([-+].*)?$/.test(revision) ? { tag: revision } : { branch: revision };
}

function ociRef({ revision }: ApplicationConfig): Values {
  return revision.startsWith("sha256:") ? { digest: revision } : { tag: revision };
}
