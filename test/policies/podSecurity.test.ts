import assert from "node:assert/strict";
import { podSecurityBreaches } from "../../policies/workloads/podSecurity";

const container = {
  name: "app",
  image: "registry.example.com/app:1",
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};
const restricted = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [container],
};

function pod(more: object): Readonly<Record<string, unknown>> {
  return { ...restricted, ...more };
}

function withContainer(securityContext: object, more: object = {}): Readonly<Record<string, unknown>> {
  return pod({
    containers: [{ ...container, ...more, securityContext: { ...container.securityContext, ...securityContext } }],
  });
}

// Each breaks one control of the standards, of the level given.
const cases: Readonly<
  Record<string, readonly [level: "baseline" | "restricted", broken: Readonly<Record<string, unknown>>]>
> = {
  "the node's network": ["baseline", pod({ hostNetwork: true })],
  "the node's processes": ["baseline", pod({ hostPID: true })],
  "the node's shared memory": ["baseline", pod({ hostIPC: true })],
  "a privileged container": ["baseline", withContainer({ privileged: true })],
  "a capability that is not among the usual ones": [
    "baseline",
    withContainer({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
  ],
  "a folder of the node": ["baseline", pod({ volumes: [{ name: "var", hostPath: { path: "/var" } }] })],
  "a port of the node": ["baseline", withContainer({}, { ports: [{ containerPort: 80, hostPort: 80 }] })],
  "no seccomp on purpose": [
    "baseline",
    pod({ securityContext: { runAsNonRoot: true, seccompProfile: { type: "Unconfined" } } }),
  ],
  "an unsafe kernel setting": [
    "baseline",
    pod({ securityContext: { ...restricted.securityContext, sysctls: [{ name: "kernel.msgmax", value: "1" }] } }),
  ],
  "an unmasked /proc": ["baseline", withContainer({ procMount: "Unmasked" })],
  "a volume of another kind": ["restricted", pod({ volumes: [{ name: "disk", nfs: { server: "a", path: "/" } }] })],
  "escalation that is not switched off": ["restricted", withContainer({ allowPrivilegeEscalation: undefined })],
  "nothing said of root": ["restricted", pod({ securityContext: { seccompProfile: { type: "RuntimeDefault" } } })],
  "a container that overrides its pod and may be root": ["restricted", withContainer({ runAsNonRoot: false })],
  "user 0": ["restricted", withContainer({ runAsUser: 0 })],
  "no seccomp profile": ["restricted", pod({ securityContext: { runAsNonRoot: true } })],
  "capabilities that are kept": ["restricted", withContainer({ capabilities: {} })],
  "a usual capability that restricted does not have": [
    "restricted",
    withContainer({ capabilities: { drop: ["ALL"], add: ["CHOWN"] } }),
  ],
  "an init container like that": [
    "restricted",
    pod({ initContainers: [{ name: "init", image: "a:1", securityContext: {} }] }),
  ],
};

describe("the Pod Security Standards", () => {
  it("let a pod pass that keeps to all of restricted", () => {
    assert.deepEqual(podSecurityBreaches(restricted, "restricted"), []);
  });

  it("let a container say by itself what its pod does not", () => {
    const own = withContainer({ runAsNonRoot: true, seccompProfile: { type: "Localhost", localhostProfile: "a" } });
    assert.deepEqual(podSecurityBreaches({ ...own, securityContext: {} }, "restricted"), []);
  });

  it("let a restricted pod bind low ports", () => {
    const bind = withContainer({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } });
    assert.deepEqual(podSecurityBreaches(bind, "restricted"), []);
  });

  for (const [name, [level, broken]] of Object.entries(cases)) {
    it(`forbid ${name} at ${level}`, () => {
      assert.notDeepEqual(podSecurityBreaches(broken, "restricted"), []);
      assert.equal(podSecurityBreaches(broken, "baseline").length > 0, level === "baseline");
      assert.deepEqual(podSecurityBreaches(broken, "privileged"), []);
    });
  }
});
