import assert from "node:assert/strict";
import { variablesFor } from "../../simulator/sandbox";

const simulator = { providers: "aws:4001,gcp:4002", control: "http://127.0.0.1:4003/secret" };

describe("what a command gets in a sandbox", () => {
  const { PULUMI_CONFIG_PASSPHRASE: before } = process.env;
  afterEach(() => {
    if (before === undefined) delete process.env.PULUMI_CONFIG_PASSPHRASE;
    else process.env.PULUMI_CONFIG_PASSPHRASE = before;
  });

  it("leads the CLI to the simulated providers, and keeps it from fetching real ones", () => {
    const variables = variablesFor(simulator, "/box");
    assert.equal(variables.PULUMI_DEBUG_PROVIDERS, "aws:4001,gcp:4002");
    assert.equal(variables.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION, "true");
  });

  it("is a backend of its own, without files that a killed CLI leaves empty", () => {
    assert.equal(variablesFor(simulator, "/box").PULUMI_BACKEND_URL, "file:///box/backend?metadata=skip");
  });

  it("opens secrets with the user's own passphrase where there is one", () => {
    delete process.env.PULUMI_CONFIG_PASSPHRASE;
    assert.equal(variablesFor(simulator, "/box").PULUMI_CONFIG_PASSPHRASE, "sandbox");
    process.env.PULUMI_CONFIG_PASSPHRASE = "mine";
    assert.equal(variablesFor(simulator, "/box").PULUMI_CONFIG_PASSPHRASE, undefined);
  });
});
