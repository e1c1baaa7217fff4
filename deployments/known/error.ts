import type { Operation } from "../operation";

/** What is known of the run that failed. */
export interface FailureContext {
  readonly stack: string;
  readonly operation: Operation;
  /** The logical name of the resource that failed, if one did. */
  readonly resource: string | undefined;
  /** Its type token. */
  readonly type: string | undefined;
  /** Its id in the cloud, if it has one. */
  readonly id: string | undefined;
  /** True where the state keeps in mind that it may have been made. */
  readonly pending: boolean;
  /** True where the state keeps that in mind of this resource or another. */
  readonly unanswered: boolean;
  /** True where the user has typed the stack's name. */
  readonly confirmed: boolean;
  /** True where the stack is locked by processes of this machine that are gone. */
  readonly deadLock?: boolean;
  /** Where a Helm release stood, as far as the state says. */
  readonly release?: string | undefined;
}

/** An error that people meet, by its text. */
export interface KnownError {
  readonly name: string;
  readonly pattern: RegExp;
  /** Only for these operations. */
  readonly during?: readonly Operation[];
  /** Only where the state keeps in mind that something may have been made. */
  readonly pending?: true;
  /** Only for these types. */
  readonly types?: RegExp;
  /** The likely reason, as a sentence. */
  readonly reason: string;
  /** The command to run next. */
  readonly next: (context: FailureContext) => string;
}

/** The command that failed, once more. */
export const again = ({ operation, stack, confirmed, unanswered }: FailureContext) =>
  `npm run architect -- ${operation} ${stack}${confirmed ? ` --confirm ${stack}` : ""}${unanswered ? " --recover" : ""}`;

/** The command that failed, after the state was put in order. */
export const recovering = (context: FailureContext) => again({ ...context, unanswered: true });

/** The command that takes something into the state which is there already. */
export const takeOver = ({ stack, type = "TYPE", resource = "NAME", id = "ID" }: FailureContext) =>
  `npm run architect -- up ${stack} --recover --import '${type}::${resource}=${id}'`;
