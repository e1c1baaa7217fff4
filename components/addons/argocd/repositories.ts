import * as pulumi from "@pulumi/pulumi";
import type { GitopsConfig, RepositoryConfig } from "../../config/gitops";
import type { ObjectSpec, Values } from "../addon";
import { secretObject } from "./names";

/** The repositories of `gitops` as the secrets that Argo CD knows repositories by. */
export function repositorySecrets(gitops: GitopsConfig | undefined): readonly ObjectSpec[] {
  return Object.entries(gitops?.repositories ?? {}).map(([name, repository]) => {
    const labels = { "argocd.argoproj.io/secret-type": "repository" };
    return secretObject(repositoryObject(name), `repository-${name}`, repositoryData(name, repository), { labels });
  });
}

/** The name in the plan of a repository's secret. */
export function repositoryObject(name: string): string {
  return `repository-${name}`;
}

// Source: Argo CD's argocd-repositories.yaml and "Declarative Setup".
function repositoryData(name: string, repository: RepositoryConfig): Values {
  const { url, username, password, sshPrivateKey, githubApp } = repository;
  return {
    name,
    url,
    type: url.startsWith("oci://") ? "oci" : repository.kind,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: pulumi.secret(password.reveal()) }),
    ...(sshPrivateKey === undefined ? {} : { sshPrivateKey: pulumi.secret(sshPrivateKey.reveal()) }),
    ...(githubApp === undefined ? {} : githubAppData(githubApp)),
  };
}

function githubAppData(app: NonNullable<RepositoryConfig["githubApp"]>): Values {
  return {
    githubAppID: String(app.id),
    githubAppInstallationID: String(app.installationId),
    githubAppPrivateKey: pulumi.secret(app.privateKey.reveal()),
    ...(app.enterpriseUrl === undefined ? {} : { githubAppEnterpriseBaseUrl: app.enterpriseUrl }),
  };
}

/** The host keys and authorities that repositories are known by, besides the well-known ones. */
export function repositoryTrustValues(gitops: GitopsConfig | undefined): Values {
  const repositories = Object.values(gitops?.repositories ?? {});
  const hosts = [...new Set(repositories.flatMap(({ knownHosts }) => knownHosts))];
  const authorities = repositories.flatMap(({ url, caCertificate }) =>
    caCertificate === undefined ? [] : [[hostOf(url), caCertificate] as const],
  );
  const ssh = hosts.length === 0 ? {} : { ssh: { extraHosts: hosts.join("\n") } };
  const tls = authorities.length === 0 ? {} : { tls: { certificates: Object.fromEntries(authorities) } };
  return { configs: { ...ssh, ...tls } };
}

// The name alone: Argo CD looks an authority up without the port.
function hostOf(url: string): string {
  return /^[a-z]+:\/\/(?:[^@/]*@)?([^:/]+)/.exec(url)?.[1] ?? url;
}
