import { z } from "zod";
import { secret, url } from "./fields";

const channel = () =>
  z.string().regex(/^#?[a-z0-9][a-z0-9_-]{0,79}$/, { error: "a Slack channel's name such as deployments" });

/** A Slack workspace that messages are posted to. */
export const slack = z.strictObject({
  token: secret().describe("The bot's token, which may post to the channels (scope chat:write)."),
  channels: z.array(channel()).min(1).describe("Where messages go."),
});

/** An address that messages are posted to. */
export const webhook = z.strictObject({
  url: url("https").describe("Where a message is posted as JSON."),
  token: secret().optional().describe("Sent as a bearer token."),
});
