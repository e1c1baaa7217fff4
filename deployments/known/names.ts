import { again, type KnownError, takeOver } from "./error";

/** What anybody says of something that is there, or is not, against all expectation. */
export const nameErrors: readonly KnownError[] = [
  {
    name: "exists",
    pattern: /already exists|AlreadyExists|AlreadyOwnedByYou|EntityAlreadyExists|\b409\b|Conflict/i,
    reason:
      "Something of that name is there that the state does not know, most often from a run that was killed or by hand.",
    next: (context) => `${takeOver(context)} takes it over; or delete it, then ${again(context)}`,
  },
  {
    name: "gone",
    pattern: /NotFound|does not exist|404/i,
    reason:
      "Something that it names is not there (any more): it was deleted by hand, or the cloud has not made it known yet.",
    next: (context) => `npm run architect -- refresh ${context.stack}, then ${again(context)}`,
  },
];
