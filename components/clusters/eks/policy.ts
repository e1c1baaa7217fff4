// File by file: the index registers the classes, and a plan would then have to look up the role that the cluster is given.
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";
import { iamName, type Scope } from "./scope";

type Condition = Readonly<
  Record<string, Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>>
>;

/** One statement of a policy, as AWS writes it; `Effect` is Allow when left out. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Condition?: Condition;
}

/** A policy document as JSON. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}

/** Lets an AWS service act as a role, under a condition if there is one. */
export function serviceTrust(service: string, condition?: Condition): pulumi.Output<string> {
  const limited = condition === undefined ? {} : { Condition: condition };
  return policyDocument([{ Principal: { Service: service }, Action: "sts:AssumeRole", ...limited }]);
}

/**
 * Lets one service account of one cluster act as a role, by the session tags that EKS Pod Identity adds. Source: "Create
 * IAM role with trust policy required by EKS Pod Identity" (EKS User Guide).
 */
export function podTrust(cluster: string, namespace: string, serviceAccount: string): pulumi.Output<string> {
  return policyDocument([
    {
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-name": cluster,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
      },
    },
  ]);
}

/** What a role is made of. */
export interface RoleSpec {
  readonly description: string;
  readonly trust: pulumi.Output<string>;
  /** ARNs of policies that AWS keeps. */
  readonly managed?: readonly string[];
  /** Rights of its own. */
  readonly statements?: readonly Statement[];
}

/** A role with its policies: whoever uses the role waits for these. */
export interface RoleParts {
  readonly role: Role;
  readonly policies: readonly pulumi.CustomResource[];
}

/** Makes a role and what it may do. */
export function createRole(scope: Scope, part: string, spec: RoleSpec): RoleParts {
  const name = `${scope.name}-${part}`;
  const role = new Role(
    name,
    { name: iamName(scope, part), description: spec.description, assumeRolePolicy: spec.trust, tags: scope.tags },
    scope.options,
  );
  const attached = (spec.managed ?? []).map(
    (policyArn) =>
      new RolePolicyAttachment(`${name}-${policyArn.split("/").at(-1)}`, { role: role.name, policyArn }, scope.options),
  );
  const own =
    spec.statements === undefined || spec.statements.length === 0
      ? []
      : [
          new RolePolicy(
            name,
            { name: part.slice(0, 128), role: role.name, policy: policyDocument(spec.statements) },
            scope.options,
          ),
        ];
  return { role, policies: [...attached, ...own] };
}
