import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type clusters, planned } from "../addons/cloudPlans";
import { all, only } from "../support/plan";

const vault = (cloud: keyof typeof clusters, profile: "production" | "development" = "production") =>
  planned(cloud, { "cert-manager": {}, vault: {} }, { profile });

describe("a key of a workload", () => {
  it("outlives its stack in production on AWS, and is rotated each year", async () => {
    const key = only(await vault("eks"), "aws:kms/key:Key", "test-vault");
    assert.ok(key.protect && key.retainOnDelete);
    assert.equal(key.inputs.enableKeyRotation, true);
    assert.equal(key.inputs.deletionWindowInDays, 30);
    const development = only(await vault("eks", "development"), "aws:kms/key:Key", "test-vault");
    assert.ok(!development.protect && !development.retainOnDelete);
  });

  it("is in a vault of its own on Azure, from which nobody purges it, and the cluster's stays closed", async () => {
    const plan = await vault("aks");
    const own = only(plan, "azure-native:keyvault:Vault", "test-aks-vault-keys");
    const properties = own.inputs.properties as Readonly<Record<string, unknown>>;
    assert.equal(properties.enablePurgeProtection, true);
    assert.equal(properties.enableRbacAuthorization, true);
    const ours = only(plan, "azure-native:keyvault:Vault", "test-aks-vault");
    assert.equal((ours.inputs.properties as Readonly<Record<string, unknown>>).publicNetworkAccess, "Disabled");
  });

  it("outlives its stack in production on Google Cloud, under a name that a new ring makes free again", async () => {
    const plan = await vault("gke");
    const key = only(plan, "gcp:kms/cryptoKey:CryptoKey", "test-key-vault");
    assert.ok(key.protect && key.retainOnDelete);
    assert.equal(key.inputs.name, "vault");
    const ring = only(plan, "gcp:kms/keyRing:KeyRing");
    assert.equal(ring.inputs.name, undefined);
    assert.equal(key.inputs.keyRing, `\${${ring.name}.id}`);
  });

  it("is not made where nobody asks for one", async () => {
    const plan = await planned("eks", {});
    assert.equal(all(plan, "aws:kms/key:Key").filter(({ name }) => name.endsWith("-vault")).length, 0);
  });
});
