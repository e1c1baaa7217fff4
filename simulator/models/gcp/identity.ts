import type { ModelContext, Properties, TypeModel } from "../../model";
import { type Models, named, refusals, text } from "../fields";
import { numberOf, projectNumber, projectOf } from "./names";

const accountType = "gcp:serviceaccount/account:Account";

// The host part of the address of each API's agent. Source: IAM, "Service agents".
const agents: Readonly<Record<string, string>> = {
  "container.googleapis.com": "container-engine-robot",
  "storage.googleapis.com": "gs-project-accounts",
  "compute.googleapis.com": "compute-system",
  "gkebackup.googleapis.com": "gcp-sa-gkebackup",
};

/** The address of an API's agent in the project. */
export function agentOf(service: string): string {
  const host = agents[service] ?? `gcp-sa-${service.split(".")[0]}`;
  return `service-${projectNumber}@${host}.iam.gserviceaccount.com`;
}

function emailOf(id: string): string {
  return id.split("/").at(-1) ?? "";
}

/** A member of a policy of something. IAM sets the member once more when it is there. */
export function member(of: (inputs: Properties, context: ModelContext) => string, more: Partial<TypeModel>): TypeModel {
  return {
    id: (inputs, context) => {
      const condition = text(inputs, "condition.title");
      const parts = [
        of(inputs, context),
        text(inputs, "role"),
        text(inputs, "member"),
        ...(condition === "" ? [] : [condition]),
      ];
      return parts.join("/");
    },
    importing: ({ id, inputs }) => {
      const words = ["role", "member", "condition.title"].map((key) => text(inputs, key)).filter((word) => word !== "");
      return [id.slice(0, -words.join("/").length - 1), ...words].join(" ");
    },
    outputs: () => ({ etag: "BwYsimulated=" }),
    upsert: true,
    refuse: (inputs, { cloud }) =>
      refuseMember(
        text(inputs, "member"),
        (email) => cloud.named({ type: accountType, output: "email" }, email) !== undefined,
      ),
    ...more,
  };
}

// Everything of a member is fixed: the provider makes another.
const fixed = ["role", "member", "condition"];

/** APIs, accounts and their rights. Sources: the Google provider's resources (ForceNew) and the IAM API. */
export const identityModels: Models = {
  "gcp:projects/service:Service": {
    id: (inputs, context) => `${projectOf(inputs, context)}/${text(inputs, "service")}`,
    outputs: (inputs, _id, context) => ({ project: projectOf(inputs, context) }),
    upsert: true,
    // Unless it is told otherwise, the provider leaves the API on.
    leaves: "itself",
    replaceOn: ["project", "service"],
    refuse: (inputs) =>
      refusals([
        [
          !/^[a-z0-9-]+\.googleapis\.com$/.test(text(inputs, "service")),
          `Not found or permission denied for service ${text(inputs, "service")}`,
        ],
      ]),
  },
  "gcp:projects/serviceIdentity:ServiceIdentity": {
    id: (inputs, context) => `projects/${projectOf(inputs, context)}/services/${text(inputs, "service")}`,
    outputs: (inputs, _id, context) => ({
      project: projectOf(inputs, context),
      email: agentOf(text(inputs, "service")),
      member: `serviceAccount:${agentOf(text(inputs, "service"))}`,
    }),
    upsert: true,
    // Google keeps its agents: the provider only forgets them.
    leaves: "itself",
    replaceOn: ["project", "service"],
  },
  [accountType]: {
    id: (inputs, context) => {
      const project = projectOf(inputs, context);
      return `projects/${project}/serviceAccounts/${named("accountId")(inputs, context)}@${project}.iam.gserviceaccount.com`;
    },
    outputs: (inputs, id, context) => ({
      project: projectOf(inputs, context),
      accountId: emailOf(id).split("@")[0],
      name: id,
      email: emailOf(id),
      member: `serviceAccount:${emailOf(id)}`,
      uniqueId: `10${numberOf(context.serial)}`,
    }),
    eventual: true,
    replaceOn: ["accountId", "project"],
    refuse: (inputs) =>
      refusals([
        [
          inputs.accountId !== undefined && !/^[a-z]([-a-z0-9]{4,28}[a-z0-9])$/.test(text(inputs, "accountId")),
          `The account ID "${text(inputs, "accountId")}" is not valid: 6 to 30 lower-case letters, digits and hyphens`,
        ],
        [text(inputs, "displayName").length > 100, "The display name is longer than 100 characters"],
      ]),
  },
  "gcp:serviceaccount/iAMMember:IAMMember": member((inputs) => text(inputs, "serviceAccountId"), {
    refs: { serviceAccountId: { type: accountType, output: ["id", "name"], onDelete: "cascade" } },
    replaceOn: ["serviceAccountId", ...fixed],
  }),
  "gcp:projects/iAMMember:IAMMember": member(projectOf, { replaceOn: ["project", ...fixed] }),
  "gcp:projects/iAMAuditConfig:IAMAuditConfig": {
    id: (inputs, context) => `${projectOf(inputs, context)}/audit_config/${text(inputs, "service")}`,
    importing: ({ id }) => id.replace("/audit_config/", " "),
    outputs: () => ({ etag: "BwYsimulated=" }),
    upsert: true,
    replaceOn: ["project", "service"],
  },
  "gcp:projects/iAMCustomRole:IAMCustomRole": {
    id: (inputs, context) => `projects/${projectOf(inputs, context)}/roles/${text(inputs, "roleId")}`,
    outputs: (inputs, id, context) => ({ project: projectOf(inputs, context), name: id, deleted: false }),
    replaceOn: ["project", "roleId"],
    // A deleted role stays for a week, and the provider brings one of the same id back to life.
    refuse: (inputs) =>
      refusals([
        [
          !/^[a-zA-Z0-9_.]{3,64}$/.test(text(inputs, "roleId")),
          `The role_id "${text(inputs, "roleId")}" is not valid: 3 to 64 of [a-zA-Z0-9_.]`,
        ],
        [text(inputs, "title").length > 100, "The role's title is longer than 100 characters"],
      ]),
  },
};

/** Only what exists can be a member. Source: IAM API, setIamPolicy. */
function refuseMember(who: string, exists: (email: string) => boolean): readonly string[] {
  const [kind = "", name = ""] = who.split(":");
  const kinds = [
    "user",
    "group",
    "serviceAccount",
    "domain",
    "principal",
    "principalSet",
    "allUsers",
    "allAuthenticatedUsers",
  ];
  if (!kinds.includes(kind)) return [`Invalid member: ${who}`];
  const isOwn =
    kind === "serviceAccount" &&
    /@(?!(?:gcp-sa|container-engine-robot|gs-project|compute-system|cloudservices))[^.]+\.iam\.gserviceaccount\.com$/.test(
      name,
    );
  return isOwn && !exists(name) ? [`Service account ${name} does not exist.`] : [];
}
