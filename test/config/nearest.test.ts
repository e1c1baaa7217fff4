import assert from "node:assert/strict";
import { nearest } from "../../components/config/problems";

describe("the nearest name", () => {
  const known = ["region", "version", "previousVersion", "min", "max", "nodePools", "eks", "aks", "gke", "production"];

  for (const [written, meant] of [
    ["regoin", "region"],
    ["Region", "region"],
    ["versoin", "version"],
    ["esk", "eks"],
    ["nodepool", "nodePools"],
    ["prod", "production"],
    ["minSize", "min"],
    ["kubernetesVersion", "version"],
  ] as const)
    it(`of ${written} is ${meant}`, () => assert.equal(nearest(written, known), meant));

  for (const written of ["", "x", "foo", "flavour", "constructor", "eu-west-1"])
    it(`of ${JSON.stringify(written)} is none`, () => assert.equal(nearest(written, known), undefined));

  it("is the longest known one of those that the written one ends in", () => {
    assert.equal(nearest("theOldPreviousVersion", known), "previousVersion");
  });

  it("is the same whatever the order of the known ones", () => {
    assert.equal(nearest("mxn", ["max", "min"]), nearest("mxn", ["min", "max"]));
  });
});
