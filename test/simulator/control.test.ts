import assert from "node:assert/strict";
import { Clock } from "../../simulator/clock";
import { SimulatedCloud } from "../../simulator/cloud";
import { startControl } from "../../simulator/control";

const vpc = { cidrBlock: "10.0.0.0/16", tags: { stack: "x" } };
const urn = "urn:pulumi:x::p::aws:ec2/vpc:Vpc::x";

describe("requests to the simulator", () => {
  let cloud: SimulatedCloud;
  let control: Awaited<ReturnType<typeof startControl>>;
  let stopped = false;

  const send = async (method: string, place: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${control.address}/${place}`, { method, ...sent });
    return { status: response.status, body: (await response.json()) as readonly { readonly id: string }[] };
  };
  const make = async () => cloud.create("aws:ec2/vpc:Vpc", urn, vpc, { region: "eu-west-1" });

  beforeEach(async () => {
    stopped = false;
    cloud = new SimulatedCloud(new Clock(0));
    control = await startControl(cloud, () => {
      stopped = true;
    });
  });
  afterEach(() => control.close());

  it("list what there is, of all stacks or one, and what carries a tag", async () => {
    const { id } = await make();
    assert.equal((await send("GET", "resources?stack=x")).body.length, 1);
    assert.equal((await send("GET", "resources?stack=xy")).body.length, 0);
    assert.deepEqual(
      (await send("GET", "resources")).body.map((it) => it.id),
      [id],
    );
    assert.deepEqual(
      (await send("GET", "tagged?tag=stack&value=x")).body.map((it) => it.id),
      [id],
    );
    assert.deepEqual((await send("GET", "tagged?tag=stack&value=y")).body, []);
  });

  it("plant faults, which then happen so many times", async () => {
    const fault = { operation: "create", times: 1, when: "before", code: "Boom", message: "once" };
    assert.equal((await send("PUT", "faults", [fault])).status, 200);
    await assert.rejects(make(), /Boom: once/);
    await make();
  });

  it("set the clock, change things behind the engine's back, and end the simulator", async () => {
    const { id } = await make();
    await send("PUT", "clock", { scale: 0.5 });
    assert.equal(cloud.clock.scale, 0.5);
    await send("POST", "drift", { type: "aws:ec2/vpc:Vpc", id });
    assert.deepEqual(cloud.resources, []);
    await send("POST", "stop");
    assert.equal(stopped, true);
  });

  it("are refused without the secret in the address, and where they are not understood", async () => {
    const { origin } = new URL(control.address);
    assert.equal((await fetch(`${origin}/guess/resources`)).status, 404);
    assert.equal((await send("GET", "toString")).status, 404);
    assert.equal((await send("PUT", "clock", { scale: -1 })).status, 400);
    assert.equal((await send("POST", "drift", { type: "aws:ec2/vpc:Vpc", id: "none" })).status, 400);
  });
});
