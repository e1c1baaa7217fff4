import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { SandboxedArchitect } from "./sandboxSupport";

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly deletedWith?: string;
}

interface Checkpoint {
  readonly checkpoint: {
    readonly latest: { resources: readonly Resource[]; pending_operations?: readonly object[] };
  };
}

function needs({ parent, provider, dependencies = [], deletedWith }: Resource): readonly (string | undefined)[] {
  return [parent, provider?.slice(0, provider.lastIndexOf("::")), deletedWith, ...dependencies];
}

/** Everything that waits for some resources, and for what waits for them. */
function waitingFor(first: readonly Resource[], all: readonly Resource[]): ReadonlySet<string> {
  const urns = new Set(first.map(({ urn }) => urn));
  const waiting = new Set<string>();
  for (let before = -1; before < waiting.size; ) {
    before = waiting.size;
    for (const resource of all)
      if (needs(resource).some((urn) => urn !== undefined && (urns.has(urn) || waiting.has(urn))))
        waiting.add(resource.urn);
  }
  return waiting;
}

interface Case {
  readonly cloud: "eks" | "gke" | "aks";
  /** What the run was creating. */
  readonly creating: readonly string[];
  /** What of it never came into being: one of the type. */
  readonly never: readonly string[];
}

const cases: readonly Case[] = [
  {
    cloud: "eks",
    creating: ["aws:ec2/routeTableAssociation:RouteTableAssociation", "aws:kms/key:Key", "aws:iam/role:Role"],
    // Its provider does not just say that there is nothing to import: it fails. So do those of GKE.
    never: ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  },
  {
    cloud: "gke",
    creating: ["gcp:compute/firewall:Firewall", "gcp:projects/iAMMember:IAMMember", "gcp:compute/routerNat:RouterNat"],
    never: ["gcp:compute/firewall:Firewall"],
  },
  {
    cloud: "gke",
    creating: ["gcp:container/cluster:Cluster"],
    never: ["gcp:container/cluster:Cluster"],
  },
  {
    cloud: "aks",
    creating: ["azure-native:authorization:RoleAssignment", "azure-native:network:Subnet"],
    never: ["azure-native:authorization:RoleAssignment"],
  },
];

describe("an ephemeral cluster whose run was killed while it was creating", function () {
  this.timeout(300_000);
  let architect: SandboxedArchitect;

  before(async () => {
    architect = await SandboxedArchitect.start(0);
  });
  after(async () => architect.stop());

  const deleted = async ({ type, id }: Resource) => {
    const body = JSON.stringify({ type, id });
    await fetch(`${architect.variables.ARCHITECT_SANDBOX}/drift`, { method: "POST", body });
  };

  for (const { cloud, creating, never } of cases)
    it(`is taken away with what of it had been made: ${creating.join(", ")}`, async () => {
      const made = await architect.run("ephemeral", "create", "--cloud", cloud, "--addons", "");
      assert.equal(made.status, 0, made.err);
      const file = path.join(
        architect.folder,
        `../backend/.pulumi/stacks/kubernetes-architect/${made.out.trim()}.json`,
      );
      const state = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
      const { latest } = state.checkpoint;
      const all = latest.resources;
      const begun = all.filter(({ type }) => creating.includes(type));
      const later = waitingFor(begun, all);
      const pending = begun.filter(({ urn }) => !later.has(urn));
      for (const one of all.filter(({ urn, custom }) => later.has(urn) && custom === true).toReversed())
        await deleted(one);
      for (const type of never) {
        const one = pending.find((it) => it.type === type);
        assert.ok(one !== undefined, `${type} is among what is begun`);
        await deleted(one);
      }
      latest.resources = all.filter((one) => !later.has(one.urn) && !pending.includes(one));
      latest.pending_operations = pending.map(({ id: _, ...resource }) => ({ type: "creating", resource }));
      writeFileSync(file, JSON.stringify(state));
      const held = await architect.resources();
      assert.ok(
        creating.length === 1 || pending.some(({ type, id }) => held.some((it) => it.type === type && it.id === id)),
      );

      const destroyed = await architect.run("ephemeral", "destroy", made.out.trim());
      assert.equal(destroyed.status, 0, destroyed.err);
      assert.deepEqual(await architect.resources(), []);
    });
});
