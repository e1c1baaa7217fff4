import { lostAnswer } from "../unanswered";
import { again, type KnownError, recovering } from "./error";

/** What the CLI and its engine say. */
export const engineErrors: readonly KnownError[] = [
  {
    name: "lock",
    pattern: /the stack is currently locked by|\[409\] Conflict: Another update is currently in progress/,
    reason: "Another run is under way, or one was killed before it could release its lock.",
    next: (context) =>
      context.deadLock === true
        ? `${recovering(context)}, which takes the lock away and puts the state in order`
        : `${again(context)} --wait-for-lock 10m; if nothing runs any more: pulumi cancel ${context.stack}`,
  },
  {
    name: "torn",
    pattern: /failed to load checkpoint: (EOF|unexpected)|^EOF$/,
    reason: "A run was killed while it wrote into the backend's folder, and left an empty file beside the state.",
    next: recovering,
  },
  {
    name: "passphrase",
    pattern: /incorrect passphrase|passphrase must be set/i,
    reason: "The stack's secrets are closed with a passphrase, and the one given is missing or another one.",
    next: (context) => `PULUMI_CONFIG_PASSPHRASE_FILE=FILE ${again(context)}`,
  },
  {
    name: "login",
    pattern: /PULUMI_ACCESS_TOKEN must be set|please (run|use) `?pulumi login|not logged in|Invalid access token/i,
    reason: "Pulumi is not logged in to a backend, which keeps the state.",
    next: () => "pulumi login",
  },
  {
    name: "protected",
    pattern:
      /cannot be (deleted|replaced)\s+because it is protected|marked for protection|these resources are protected/,
    reason: "The stack protects this resource, so that nobody deletes it by mistake.",
    next: ({ stack }) => `npm run architect -- preview ${stack}, and docs/destroy.md for how to lift the protection`,
  },
  {
    name: "plan",
    pattern:
      /violates plan|resource .* (was|is) not (in|part of) the plan|plan (was|is) for a different|constrained by the plan/i,
    reason: "The run would do something that the plan file does not have: config, program or cloud changed since.",
    next: ({ stack }) => `npm run architect -- preview ${stack} --save-plan FILE`,
  },
  {
    name: "killed",
    pattern: /^the engine ended .* without a message$/,
    reason: "The engine was killed, by the system's lack of memory or by hand, while it was at work.",
    next: (context) => `${recovering(context)}; if it finds the stack locked, pulumi cancel ${context.stack} before it`,
  },
  {
    name: "pending operations",
    pattern: /pending operations/,
    reason: "A run was killed while it was at work.",
    next: ({ stack }) => `npm run architect -- up ${stack} --recover`,
  },
  {
    name: "answer lost",
    pattern: lostAnswer,
    pending: true,
    reason:
      "The cloud's answer got lost, so that it may have been made or not; the state keeps that in mind, so that it is not made twice.",
    next: (context) => `${again(context)}, which takes it into the state if it is there`,
  },
  {
    name: "answer lost",
    pattern: lostAnswer,
    reason: "The cloud's answer got lost, so that it may have been done or not; doing it again does no harm.",
    next: again,
  },
  {
    name: "provider gone",
    pattern: /Error while dialing: dial tcp 127\.0\.0\.1|did not begin responding to RPC connections/,
    reason: "The provider's process is gone: it crashed, or the system ended it for the memory that it took.",
    next: recovering,
  },
  {
    name: "cluster replaced",
    // Source: pulumi issue 14650. The engine closes the provider of a cluster that is to go before it uses it.
    pattern: /grpc: the client connection is closing/,
    during: ["up"],
    reason:
      "The change replaces the cluster, and Pulumi cannot take away what is in the old one and make it anew in one run; nothing in the cluster was touched. What workloads keep in it goes with it.",
    next: ({ stack }) => `npm run architect -- destroy ${stack}, then npm run architect -- up ${stack}`,
  },
];
