import { guid, type Models, named, refusals, text } from "../fields";
import { arn, badPolicy } from "./names";

const roleType = "aws:iam/role:Role";
const ofRole = { role: { type: roleType } };

/**
 * Roles and keys. Sources: each type's documentation in @pulumi/aws for what forces a new
 * resource; the services' API references for ids, ARNs and refusals.
 */
export const identityModels: Models = {
  [roleType]: {
    id: named(),
    outputs: (inputs, id, context) => ({
      ...arn("iam", () => `role${text(inputs, "path") || "/"}${id}`)(inputs, id, context),
      name: id,
      uniqueId: `AROA${String(context.serial).padStart(17, "0")}`,
      createDate: "2026-01-01T00:00:00Z",
    }),
    eventual: true,
    taken: (id) => `EntityAlreadyExists: Role with name ${id} already exists.`,
    replaceOn: ["name", "namePrefix", "path"],
    refuse: (inputs, { cloud }) => [
      ...refusals([
        [
          inputs.name !== undefined && !/^[\w+=,.@-]{1,64}$/.test(text(inputs, "name")),
          `ValidationError: The role name '${text(inputs, "name")}' is invalid: 64 of [\\w+=,.@-] at most`,
        ],
        [text(inputs, "description").length > 1000, "ValidationError: description is longer than 1000 characters"],
      ]),
      ...badPolicy(text(inputs, "assumeRolePolicy"), cloud),
    ],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    id: (inputs, context) => `${text(inputs, "role")}:${named()(inputs, context)}`,
    refs: ofRole,
    upsert: true,
    replaceOn: ["role", "name", "namePrefix"],
    refuse: (inputs, { cloud }) => [
      ...badPolicy(text(inputs, "policy"), cloud),
      ...refusals([
        [
          text(inputs, "policy").replaceAll(/\s/g, "").length > 10_240,
          "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role",
        ],
      ]),
    ],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    // As it is imported, so that what a killed run made is found.
    id: (inputs) => `${text(inputs, "role")}/${text(inputs, "policyArn")}`,
    refs: ofRole,
    upsert: true,
    replaceOn: ["role", "policyArn"],
    refuse: (inputs) =>
      refusals([
        [
          !/^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/.+$/.test(text(inputs, "policyArn")),
          `InvalidInput: ARN ${text(inputs, "policyArn")} is not valid.`,
        ],
      ]),
  },
  "aws:kms/key:Key": {
    id: (_inputs, { serial }) => guid(serial),
    outputs: (inputs, id, context) => ({ ...arn("kms", () => `key/${id}`)(inputs, id, context), keyId: id }),
    replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
    refuse: (inputs, { cloud }) => {
      const days = inputs.deletionWindowInDays;
      return [
        ...(inputs.policy === undefined ? [] : badPolicy(text(inputs, "policy"), cloud)),
        ...refusals([
          [
            typeof days === "number" && (days < 7 || days > 30),
            "ValidationException: the waiting period is 7 to 30 days",
          ],
        ]),
      ];
    },
  },
  "aws:kms/alias:Alias": {
    id: named(),
    outputs: (inputs, id, context) => {
      const target = text(inputs, "targetKeyId").split("/").at(-1) ?? "";
      return {
        ...arn("kms", () => id)(inputs, id, context),
        targetKeyArn: arn("kms", () => `key/${target}`)(inputs, id, context).arn,
      };
    },
    taken: (id) => `AlreadyExistsException: An alias with the name ${id} already exists`,
    refs: { targetKeyId: { type: "aws:kms/key:Key", output: ["id", "arn"], onDelete: "cascade" } },
    replaceOn: ["name", "namePrefix"],
    refuse: (inputs) =>
      refusals([
        [
          !/^alias\/(?!aws\/)[\w/-]{1,250}$/.test(text(inputs, "name")),
          `ValidationException: the alias '${text(inputs, "name")}' is invalid`,
        ],
      ]),
  },
};
