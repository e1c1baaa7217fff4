import assert from "node:assert/strict";
import { lostIds } from "../../ephemeral/lost";
import { placeInFile, unknownTo } from "../../ephemeral/orphans";
import { type Found, placesIn } from "../../ephemeral/search";
import { foundByArn } from "../../ephemeral/search/aws";
import { foundInAzure } from "../../ephemeral/search/azure";
import { foundInCluster } from "../../ephemeral/search/cluster";
import { foundInGoogle } from "../../ephemeral/search/google";

const vpcArn = "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0a1";
const tags = { stack: "x", "managed-by": "kubernetes-architect", Name: "x" };

describe("what clouds answer to a search for tags", () => {
  it("is read from ARNs as Pulumi knows it", () => {
    assert.deepEqual(foundByArn(vpcArn, tags), { type: "aws:ec2/vpc:Vpc", id: "vpc-0a1", label: vpcArn, tags });
    const volume = foundByArn("arn:aws:ec2:eu-west-1:123456789012:volume/vol-1", {});
    assert.deepEqual([volume.type, volume.id], [undefined, "vol-1"]);
    const key = foundByArn("arn:aws:kms:eu-west-1:123456789012:key/1-2", {});
    assert.deepEqual([key.type, key.id], ["aws:kms/key:Key", "1-2"]);
    const queue = foundByArn("arn:aws:sqs:eu-west-1:123456789012:queue", {});
    assert.deepEqual(
      [queue.type, queue.id],
      ["aws:sqs/queue:Queue", "https://sqs.eu-west-1.amazonaws.com/123456789012/queue"],
    );
  });

  it("is read from the Azure CLI, Cloud Asset Inventory and an API server", () => {
    const group = "/subscriptions/s/resourceGroups/x";
    assert.deepEqual(foundInAzure([{ id: group, tags: null }]), [
      { type: undefined, id: group, label: group, tags: {} },
    ]);
    const name = "//container.googleapis.com/projects/p/locations/l/clusters/x";
    assert.deepEqual(foundInCluster({ items: [{ metadata: { name: "x", labels: { stack: "x" } } }] }), [
      { type: "kubernetes:core/v1:Namespace", id: "x", label: "namespace x", tags: { stack: "x" } },
    ]);
    assert.equal(foundInGoogle([{ name, labels: { stack: "x" } }])[0]?.id, "projects/p/locations/l/clusters/x");
  });
});

describe("where is searched", () => {
  it("is what a state's providers and a stack's file say", () => {
    const resources = [
      { type: "pulumi:providers:aws", inputs: { region: "eu-west-1" } },
      { type: "pulumi:providers:gcp", inputs: { project: "p" } },
      { type: "pulumi:providers:kubernetes", inputs: {} },
      { type: "pulumi:providers:kubernetes", inputs: { kubeconfig: "~/.kube/config", deleteUnreachable: "false" } },
    ];
    assert.deepEqual(placesIn({ deployment: { resources } }), [
      { cloud: "eks", region: "eu-west-1" },
      { cloud: "gke", project: "p" },
      { cloud: "existing", kubeconfig: "~/.kube/config", context: undefined },
    ]);
    assert.deepEqual(placesIn(undefined), []);
    assert.deepEqual(placeInFile("config:\n  kubernetes-architect:cluster: { cloud: eks, region: eu-west-1 }\n"), {
      cloud: "eks",
      region: "eu-west-1",
    });
    assert.deepEqual(placeInFile("config:\n  kubernetes-architect:cluster: { cloud: aks, subscriptionId: 0f4c }\n"), {
      cloud: "aks",
      subscription: "0f4c",
    });
    assert.deepEqual(
      placeInFile("config:\n  kubernetes-architect:cluster: { cloud: existing, virtual: {}, context: kind-kind }\n"),
      { cloud: "existing", kubeconfig: "~/.kube/config", context: "kind-kind" },
    );
    assert.equal(placeInFile("config:\n  kubernetes-architect:cluster: { cloud: existing }\n"), undefined);
  });

  it("is the subscription that the environment chose, as far as something was made in it", () => {
    const provider = { type: "pulumi:providers:azure-native", inputs: { location: "westeurope" } };
    const group = { type: "azure-native:resources:ResourceGroup", id: "/subscriptions/0f4c/resourceGroups/x" };
    assert.deepEqual(placesIn({ deployment: { resources: [provider, group] } }), [
      { cloud: "aks", subscription: "0f4c" },
    ]);
    assert.deepEqual(placesIn({ deployment: { resources: [provider] } }), [{ cloud: "aks", subscription: undefined }]);
  });
});

describe("orphans", () => {
  const found = foundByArn(vpcArn, tags);
  const node: Found = { type: undefined, id: "i-1", label: "arn:aws:ec2:eu-west-1:1:instance/i-1", tags };

  it("are what carries the tag of a stack that is not there", () => {
    assert.deepEqual(unknownTo(new Map(), [found, node]), [found, node]);
  });

  it("are what a stack that is there would have made by itself, and does not know", () => {
    assert.deepEqual(unknownTo(new Map([["x", "{}"]]), [found, node]), [found]);
    assert.deepEqual(unknownTo(new Map([["x", '{"id":"vpc-0a1"}']]), [found, node]), []);
  });
});

describe("what a killed run was creating", () => {
  const create = (urn: string, inputs: Readonly<Record<string, unknown>>, type = "aws:ec2/vpc:Vpc") => ({
    operation: "creating" as const,
    resource: {
      urn,
      type,
      name: urn,
      parent: null,
      id: "",
      protect: false,
      retainOnDelete: false,
      dependsOn: [],
      custom: true,
    },
    inputs,
    settings: {},
  });
  const state = { resources: [], pending: [] };
  const search =
    (...found: readonly Found[]) =>
    async () =>
      found;

  it("is found by its type and all of its tags", async () => {
    const other = { ...foundByArn(vpcArn.replace("0a1", "0b2"), { ...tags, Name: "y" }) };
    const ids = await lostIds([create("u", { tags })], state, search(foundByArn(vpcArn, tags), other), "x");
    assert.deepEqual([...ids], [["u", "vpc-0a1"]]);
  });

  it("is not taken for something that the state knows", async () => {
    const known = { ...state, resources: [{ ...create("v", {}).resource, id: "vpc-0a1" }] };
    assert.equal((await lostIds([create("u", { tags })], known, search(foundByArn(vpcArn, tags)), "x")).size, 0);
  });

  it("is found once each where several are alike, such as keys", async () => {
    const twins = search(foundByArn(vpcArn, tags), foundByArn(vpcArn.replace("0a1", "0b2"), tags));
    const ids = await lostIds([create("u", { tags }), create("v", { tags })], state, twins, "x");
    assert.deepEqual([...ids.values()].sort(), ["vpc-0a1", "vpc-0b2"]);
  });

  it("is found by its name where only the subscription is not known, which others of the stack say", async () => {
    const names = { resourceGroupName: "x", tags };
    const group = create("u", names, "azure-native:resources:ResourceGroup");
    const found = { type: undefined, id: "/subscriptions/0f4c/resourceGroups/other", label: "other", tags };
    const ids = await lostIds([group], state, search(found), "x");
    assert.deepEqual([...ids], [["u", "/subscriptions/0f4c/resourceGroups/x"]]);
    assert.equal((await lostIds([group], state, search(), "x")).size, 0);
  });

  it("is not asked for where the inputs say the id", async () => {
    const asked = async () => assert.fail("searched");
    const cluster = create("u", { name: "x", tags }, "aws:eks/cluster:Cluster");
    assert.equal((await lostIds([cluster], state, asked, "x")).size, 0);
  });
});
