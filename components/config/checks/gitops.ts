import type { Path, Problem } from "../errors";
import { type ApplicationConfig, type GitopsConfig, gitopsAddons, type RepositoryConfig } from "../gitops";
import type { Config } from "../parse";
import { nearest, oneOf } from "../problems";
import { redacted } from "../secret";
import { fluxRules, sharedNamespaceProblems } from "./gitopsFlux";

/** What a rule has against a part of the config; the part's own path is put before it. */
export interface Complaint {
  readonly at: Path;
  readonly found?: string;
  readonly allowed: string;
}

/** A rule over a subject: it says nothing, or what is wrong. */
export type Rule<T> = (subject: T) => Complaint | undefined;

function scheme(repository: RepositoryConfig): string {
  return repository.url.slice(0, repository.url.indexOf("://"));
}

// Two addresses that lead to the same place: the host's case, a trailing slash and .git make no difference.
function sameAddress(address: string): string {
  const [, before = "", host = "", path = ""] = /^([a-z]+:\/\/)([^/]*)(.*)$/.exec(address) ?? [];
  return `${before}${host.toLowerCase()}${path.replace(/\/+$/, "").replace(/\.git$/, "")}`;
}

// ssh names its user in the address, which is no secret; a token may stand where others have a user.
function holdsCredentials(repository: RepositoryConfig): boolean {
  const [, before] = /^[a-z]+:\/\/([^/]*)@/.exec(repository.url) ?? [];
  return before !== undefined && (scheme(repository) !== "ssh" || before.includes(":"));
}

const repositoryRules: readonly Rule<RepositoryConfig>[] = [
  (it) =>
    holdsCredentials(it)
      ? {
          at: ["url"],
          found: "credentials in the address",
          allowed: "an address without them, with username and password, sshPrivateKey or githubApp beside it",
        }
      : undefined,
  (it) =>
    it.sshPrivateKey !== undefined && scheme(it) !== "ssh"
      ? { at: ["sshPrivateKey"], found: `a key with an ${scheme(it)} address`, allowed: "with an ssh:// address only" }
      : undefined,
  (it) =>
    scheme(it) === "ssh" && it.sshPrivateKey === undefined
      ? { at: ["sshPrivateKey"], allowed: "a private key, which every ssh:// address needs" }
      : undefined,
  (it) =>
    scheme(it) === "ssh" && (it.password ?? it.username) !== undefined
      ? {
          at: [it.password === undefined ? "username" : "password"],
          found: "one with an ssh address",
          allowed: "an sshPrivateKey, with the user in the address (ssh://git@…)",
        }
      : undefined,
  (it) =>
    it.username !== undefined && it.password === undefined
      ? { at: ["password"], allowed: "a password or token, since there is a username" }
      : undefined,
  (it) =>
    it.password !== undefined && it.username === undefined && scheme(it) !== "ssh"
      ? {
          at: ["username"],
          allowed: "a user name with the password (any name with a token of GitHub; oauth2 with one of GitLab)",
        }
      : undefined,
  (it) =>
    it.githubApp !== undefined && (scheme(it) !== "https" || it.password !== undefined)
      ? {
          at: ["githubApp"],
          found: "an app with other credentials or without https",
          allowed: "alone, with an https:// address",
        }
      : undefined,
  (it) =>
    it.kind === "helm" && scheme(it) !== "https"
      ? { at: ["kind"], found: `helm with an ${scheme(it)} address`, allowed: "helm with an https:// address only" }
      : undefined,
  (it) =>
    it.knownHosts.length > 0 && scheme(it) !== "ssh"
      ? { at: ["knownHosts"], found: `host keys with an ${scheme(it)} address`, allowed: "with an ssh:// address only" }
      : undefined,
  (it) =>
    it.caCertificate !== undefined && scheme(it) === "ssh"
      ? { at: ["caCertificate"], found: "one with an ssh address", allowed: "with an https:// or oci:// address only" }
      : undefined,
];

/** An application with the repository that it names. */
export interface Placed {
  readonly application: ApplicationConfig;
  readonly repository: RepositoryConfig;
}

const applicationRules: readonly Rule<Placed>[] = [
  ({ application, repository }) =>
    repository.kind === "helm" && application.chart === undefined
      ? { at: ["chart"], allowed: "the name of a chart, since the repository is a Helm repository" }
      : undefined,
  ({ application, repository }) =>
    repository.kind !== "helm" && application.chart !== undefined
      ? { at: ["chart"], found: "a chart of a repository that is not a Helm repository", allowed: "a path instead" }
      : undefined,
  ({ application, repository }) =>
    application.revision === "HEAD" && repository.kind === "helm"
      ? { at: ["revision"], allowed: "the chart's version" }
      : undefined,
  ({ application, repository }) =>
    application.revision === "HEAD" && scheme(repository) === "oci"
      ? { at: ["revision"], allowed: "a tag or a digest of the artifact" }
      : undefined,
  ({ application }) =>
    JSON.stringify(application.values).includes(redacted)
      ? {
          at: ["values"],
          found: "a secret",
          allowed: "values without secrets: everyone who reads the application sees them",
        }
      : undefined,
];

function apply<T>(rules: readonly Rule<T>[], subject: T, path: Path): Problem[] {
  return rules
    .map((rule) => rule(subject))
    .filter((it) => it !== undefined)
    .map(({ at, found, allowed }) => ({ path: [...path, ...at], allowed, ...(found === undefined ? {} : { found }) }));
}

function repositoryProblems(gitops: GitopsConfig): Problem[] {
  const first = new Map<string, string>();
  return Object.entries(gitops.repositories).flatMap(([name, repository]) => {
    const path = ["gitops", "repositories", name];
    const address = sameAddress(repository.url);
    const earlier = first.get(address);
    first.set(address, earlier ?? name);
    const twice = { path: [...path, "url"], found: `the address of ${earlier}`, allowed: "an address of its own" };
    return [...apply(repositoryRules, repository, path), ...(earlier === undefined ? [] : [twice])];
  });
}

function unknownRepository(name: string, application: ApplicationConfig, known: readonly string[]): Problem {
  const near = nearest(application.repository, known);
  return {
    path: ["gitops", "applications", name, "repository"],
    found: JSON.stringify(application.repository),
    allowed: known.length === 0 ? "the name of a repository in gitops.repositories, which has none" : oneOf(known),
    follows: [["gitops", "repositories"]],
    ...(near === undefined ? {} : { nearest: near }),
  };
}

function applicationProblems(gitops: GitopsConfig, addons: Config["addons"]): Problem[] {
  const known = Object.keys(gitops.repositories);
  const rules = addons.flux === undefined ? applicationRules : [...applicationRules, ...fluxRules];
  return Object.entries(gitops.applications).flatMap(([name, application]) => {
    const path = ["gitops", "applications", name];
    // Every object answers to a name such as `constructor`.
    const repository = known.includes(application.repository) ? gitops.repositories[application.repository] : undefined;
    const taken = { path, found: '"default"', allowed: "another name: default is Argo CD's own project" };
    return [
      ...(addons.argocd !== undefined && name === "default" ? [taken] : []),
      ...(repository === undefined
        ? [unknownRepository(name, application, known)]
        : apply(rules, { application, repository }, path)),
    ];
  });
}

function addonProblems(gitops: GitopsConfig, on: boolean): Problem[] {
  const used = Object.keys(gitops.repositories).length + Object.keys(gitops.applications).length > 0;
  if (!used || on) return [];
  return [
    {
      path: ["gitops"],
      found: "repositories or applications that no add-on follows",
      allowed: `with the add-on ${oneOf(gitopsAddons)} on`,
      follows: [["addons"]],
    },
  ];
}

/**
 * What is wrong with `gitops` over several of its fields: a repository that is not there or is there twice,
 * credentials that do not fit the address, a source without a version, nobody who follows it.
 */
export function gitopsProblems(config: Config): readonly Problem[] {
  const { gitops } = config;
  if (gitops === undefined) return [];
  const on = gitopsAddons.some((name) => config.addons[name] !== undefined);
  return [
    ...addonProblems(gitops, on),
    ...repositoryProblems(gitops),
    ...applicationProblems(gitops, config.addons),
    ...(config.addons.flux === undefined ? [] : sharedNamespaceProblems(gitops)),
  ];
}
