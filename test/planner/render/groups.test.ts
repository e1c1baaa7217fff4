import assert from "node:assert/strict";
import { groupsOf, isReal } from "../../../planner/render/groups";
import { example, exampleResources, resource } from "./example";

const placesOf = (resources = exampleResources) => {
  const groups = groupsOf(example({ resources }).plan);
  const placed = groups.flatMap(({ id, parts }) =>
    parts.flatMap(({ title, resources: own }) =>
      own.map(({ name, type }) => [`${type} ${name}`, [id, title]] as const),
    ),
  );
  return new Map(placed);
};

describe("the groups of a plan", () => {
  it("hold every resource that is no component of ours exactly once", () => {
    const groups = groupsOf(example().plan);
    const urns = groups.flatMap(({ parts }) => parts.flatMap((part) => part.resources.map(({ urn }) => urn)));
    assert.deepEqual(
      urns.toSorted(),
      exampleResources
        .filter(isReal)
        .map(({ urn }) => urn)
        .toSorted(),
    );
    assert.equal(
      groups.reduce((sum, { count }) => sum + count, 0),
      urns.length,
    );
  });

  it("place a resource by the nearest component that says where", () => {
    assert.deepEqual(placesOf().get("aws:ec2/subnet:Subnet example-a"), ["network", undefined]);
  });

  it("let a component decide against the type's usual place", () => {
    const [, cluster, network] = exampleResources;
    const key = resource("aws:kms/key:Key", "flow-logs", network?.urn ?? "");
    assert.deepEqual(placesOf([...exampleResources, key]).get("aws:kms/key:Key flow-logs"), ["network", undefined]);
    const other = resource("aws:kms/key:Key", "other", cluster?.urn ?? "");
    assert.deepEqual(placesOf([...exampleResources, other]).get("aws:kms/key:Key other"), ["cluster", "Encryption"]);
  });

  it("fall back to the type token under a component that says nothing", () => {
    const places = placesOf();
    assert.deepEqual(places.get("aws:eks/cluster:Cluster example"), ["cluster", "Control plane"]);
    assert.deepEqual(places.get("aws:eks/nodeGroup:NodeGroup example-general"), ["nodePools", undefined]);
    assert.deepEqual(places.get("aws:s3/bucket:Bucket example-backups"), ["identity", "Storage"]);
  });

  it("put what an add-on makes under the add-on, whatever its type", () => {
    assert.deepEqual(placesOf().get("kubernetes:core/v1:Namespace argocd-argocd"), ["addons", "argocd"]);
  });

  it("keep a resource of an unknown type, under Other", () => {
    const odd = resource("random:index/randomPet:RandomPet", "pet", null);
    assert.deepEqual(placesOf([odd]).get("random:index/randomPet:RandomPet pet"), ["other", undefined]);
  });

  it("leave out sections that have nothing in them", () => {
    assert.deepEqual(
      groupsOf(example().plan).map(({ id }) => id),
      ["network", "cluster", "nodePools", "identity", "addons"],
    );
  });
});
