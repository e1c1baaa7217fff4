import assert from "node:assert/strict";
import { credentialsFile } from "../../components/addons/velero/credentials";
import type { Place } from "../../components/addons/velero/place";
import { veleroPlugins } from "../../components/versions";
import type { Plan } from "../../planner/plan";
import { all, only, planOf } from "../support/plan";
import { locationOf, type Tree } from "./veleroStacks";

const admins = ["11111111-2222-4333-8444-555555555555"];
const clusters = {
  eks: { cloud: "eks", region: "eu-west-1" },
  aks: { cloud: "aks", region: "westeurope", access: { admins } },
  gke: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
} as const;

const plugins = {
  eks: ["aws", "velero-plugin-for-aws"],
  aks: ["velero.io/azure", "velero-plugin-for-microsoft-azure"],
  gke: ["gcp", "velero-plugin-for-gcp"],
} as const;

const bucketTypes = {
  eks: "aws:s3/bucket:Bucket",
  aks: "azure-native:storage:BlobContainer",
  gke: "gcp:storage/bucket:Bucket",
} as const;

function release(plan: Plan) {
  return only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero");
}

const plans = new Map<string, Promise<Plan>>();

/** A plan of Velero on a cloud; each is made once. */
function plannedOn(cloud: keyof typeof clusters, options: object = {}): Promise<Plan> {
  const key = JSON.stringify([cloud, options]);
  const plan = plans.get(key) ?? planOf({ cluster: clusters[cloud], addons: { velero: options } });
  plans.set(key, plan);
  return plan;
}

for (const cloud of ["eks", "aks", "gke"] as const) {
  describe(`velero on ${cloud}`, () => {
    it("uses the cloud's own plugin and a bucket of the stack's, by workload identity", async () => {
      const plan = await plannedOn(cloud);
      const values = release(plan).inputs.values as Tree;
      const [provider, plugin] = plugins[cloud];
      const location = locationOf(values);
      assert.equal(location.provider, provider);
      assert.equal(location.prefix, "test");
      const [bucket, ...others] = all(plan, bucketTypes[cloud]).filter(({ name }) => name.includes("backups"));
      assert.ok(bucket !== undefined && others.length === 0);
      assert.ok(String(location.bucket).length > 0);
      const [container] = values.initContainers as unknown as { image: string }[];
      assert.equal(container?.image, `docker.io/velero/${plugin}:${veleroPlugins[plugin]}`);
      assert.deepEqual(values.credentials, { useSecret: false });
      assert.equal(all(plan, "kubernetes:core/v1:Secret").length, 0);
    });

    it("has a protected bucket, which stays when the stack goes", async () => {
      const plan = await plannedOn(cloud);
      const bucket = all(plan, bucketTypes[cloud]).find(({ name }) => name.includes("backups"));
      assert.equal(bucket?.protect, true);
    });

    it("snapshots by CSI, with one class that Velero finds and without rights on volumes", async () => {
      const plan = await plannedOn(cloud);
      const values = release(plan).inputs.values as Tree;
      assert.equal(values.configuration?.features, "EnableCSI");
      assert.equal(values.snapshotsEnabled, false);
      const classes = all(plan, "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass");
      const labelled = classes.filter(({ inputs }) => {
        const { labels } = inputs.metadata as { labels?: Record<string, string> };
        return labels?.["velero.io/csi-volumesnapshot-class"] === "true";
      });
      assert.equal(classes.length, 1);
      assert.equal(labelled.length, 1);
    });

    it("waits for everything that its grant and its bucket are made of", async () => {
      const plan = await plannedOn(cloud);
      const { dependsOn } = release(plan);
      const bucket = all(plan, bucketTypes[cloud]).find(({ name }) => name.includes("backups"));
      assert.ok(bucket && dependsOn.includes(bucket.urn));
      const rights = plan.resources.filter(({ type }) =>
        /PodIdentityAssociation|FederatedIdentityCredential|serviceaccount\/iAMMember/i.test(type),
      );
      const velero = rights.filter(({ name }) => name.includes("velero"));
      assert.ok(velero.length > 0);
      for (const right of velero) assert.ok(dependsOn.includes(right.urn), right.name);
    });

    it("takes snapshots itself when told to, at the cloud's own location", async () => {
      const plan = await plannedOn(cloud, { snapshots: "cloud" });
      const values = release(plan).inputs.values as Tree;
      const [provider] = plugins[cloud];
      assert.equal(values.snapshotsEnabled, true);
      assert.equal(values.configuration?.features, undefined);
      const [location] = Object.values(values.configuration?.volumeSnapshotLocation ?? {});
      assert.equal(location?.provider, provider);
      assert.ok(Object.keys(location.config ?? {}).length > 0);
      assert.equal(values.configuration?.defaultVolumeSnapshotLocations, `${provider}:default`);
    });
  });
}

describe("velero's snapshots by the cloud's own interface", () => {
  it("on AKS find the disks by a credentials file, since the plugin looks nowhere else", async () => {
    const plan = await plannedOn("aks", { snapshots: "cloud" });
    const secret = only(plan, "kubernetes:core/v1:Secret", "velero-credentials");
    assert.deepEqual(secret.inputs.metadata, { name: "velero-credentials", namespace: "velero" });
    const { credentials } = release(plan).inputs.values as Tree;
    assert.deepEqual(credentials, { useSecret: true, existingSecret: "velero-credentials" });
    assert.ok(release(plan).dependsOn.includes(secret.urn));
  });

  it("on AKS have subscription, group and cloud in that file, and no key", async () => {
    const bucket = { s3: undefined };
    const environment = {
      AZURE_SUBSCRIPTION_ID: "1234",
      AZURE_RESOURCE_GROUP: "nodes",
      AZURE_CLOUD_NAME: "AzurePublicCloud",
    };
    const place = { own: { bucket }, facts: { environment } };
    const file = credentialsFile(place as unknown as Place, "cloud");
    const text = await (file as unknown as { promise(): Promise<string> }).promise();
    assert.deepEqual(text.trim().split("\n"), [
      "AZURE_SUBSCRIPTION_ID=1234",
      "AZURE_RESOURCE_GROUP=nodes",
      "AZURE_CLOUD_NAME=AzurePublicCloud",
    ]);
  });

  it("need no such file on EKS and GKE", async () => {
    for (const cloud of ["eks", "gke"] as const) {
      const plan = await plannedOn(cloud, { snapshots: "cloud" });
      assert.deepEqual((release(plan).inputs.values as Tree).credentials, { useSecret: false }, cloud);
    }
  });
});

describe("velero's rights", () => {
  const policyOf = async (options: object) => {
    const plan = await plannedOn("eks", options);
    const policies = plan.resources.filter(
      ({ type, name }) => /^aws:iam.*[pP]olicy$/.test(type) && /velero/.test(name),
    );
    return JSON.stringify(policies.map(({ inputs }) => inputs));
  };

  it("on EKS are its bucket's objects and key, and no volumes", async () => {
    const policy = await policyOf({});
    for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "kms:Decrypt"])
      assert.ok(policy.includes(action), action);
    assert.ok(!policy.includes("ec2:"));
    assert.ok(!policy.includes("s3:*"));
  });

  it("on EKS reach snapshots when Velero takes them itself", async () => {
    assert.ok((await policyOf({ snapshots: "cloud" })).includes("ec2:CreateSnapshot"));
  });

  it("on EKS are tied to the service account velero in the namespace velero", async () => {
    const plan = await plannedOn("eks");
    const association = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "test-velero-velero");
    assert.equal(association.inputs.namespace, "velero");
    assert.equal(association.inputs.serviceAccount, "velero");
  });

  it("on AKS come by an annotation and a label on every pod", async () => {
    const plan = await plannedOn("aks", { moveSnapshotData: true });
    const values = release(plan).inputs.values as Tree;
    assert.ok(
      Object.keys(values.serviceAccount?.server?.annotations ?? {}).includes("azure.workload.identity/client-id"),
    );
    assert.deepEqual(values.podLabels, { "azure.workload.identity/use": "true" });
    assert.deepEqual(values.nodeAgent?.podLabels, { "azure.workload.identity/use": "true" });
    const { config } = locationOf(values) as { config: Record<string, string> };
    assert.equal(config.useAAD, "true");
    assert.ok(config.storageAccount && config.subscriptionId && config.resourceGroup);
  });

  it("on GKE are those of the account whose e-mail the plugin is told, without which it does not start", async () => {
    const plan = await plannedOn("gke");
    const values = release(plan).inputs.values as Tree;
    const { config } = locationOf(values) as { config: Record<string, string> };
    assert.ok(config.serviceAccount);
    assert.equal(values.serviceAccount?.server?.annotations?.["iam.gke.io/gcp-service-account"], config.serviceAccount);
  });
});
