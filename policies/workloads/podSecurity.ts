import { baselineCapabilities } from "../../components/addons/parts/security";
import { at, texts } from "../read";
import { containersIn, type Fields, maps } from "./pods";

/** The levels of the Pod Security Standards that forbid something. */
export type Level = "baseline" | "restricted";

/** One control of the standards: says what of a pod breaks it. */
interface Control {
  readonly level: Level;
  readonly breaches: (pod: Fields) => readonly string[];
}

const named = ({ name }: Fields) => String(name);

/** A control on a field of the pod. */
const ofPod = (level: Level, path: string, allowed: (value: unknown) => boolean): Control => ({
  level,
  breaches: (pod) => (allowed(at(pod, path)) ? [] : [`${path} is ${JSON.stringify(at(pod, path))}`]),
});

/** A control on a field of each container. */
const ofContainers = (level: Level, path: string, allowed: (value: unknown) => boolean): Control => ({
  level,
  breaches: (pod) =>
    containersIn(pod)
      .filter((container) => !allowed(at(container, path)))
      .map((container) => `${path} of ${named(container)} is ${JSON.stringify(at(container, path)) ?? "not set"}`),
});

const notTrue = (value: unknown) => value !== true;
const oneOf =
  (...values: unknown[]) =>
  (value: unknown) =>
    value === undefined || value === null || values.includes(value);

const safeSysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.ping_group_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
];

const restrictedVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

const profiles = ["RuntimeDefault", "Localhost"];

// A setting that a container may have of its own, else its pod's holds.
function inherited(pod: Fields, container: Fields, path: string): unknown {
  return at(container, `securityContext.${path}`) ?? at(pod, `securityContext.${path}`);
}

function everyContainer(pod: Fields, path: string, allowed: (value: unknown) => boolean): readonly string[] {
  return containersIn(pod)
    .filter((container) => !allowed(inherited(pod, container, path)))
    .map(
      (container) =>
        `${path} of ${named(container)} is ${JSON.stringify(inherited(pod, container, path)) ?? "not set"}`,
    );
}

/** Source: Kubernetes documentation, "Pod Security Standards" (v1.35), in its order. */
const controls: readonly Control[] = [
  ofPod("baseline", "securityContext.windowsOptions.hostProcess", notTrue),
  ofContainers("baseline", "securityContext.windowsOptions.hostProcess", notTrue),
  ofPod("baseline", "hostNetwork", notTrue),
  ofPod("baseline", "hostPID", notTrue),
  ofPod("baseline", "hostIPC", notTrue),
  ofContainers("baseline", "securityContext.privileged", notTrue),
  ofContainers("baseline", "securityContext.capabilities.add", (added) =>
    texts(added).every((name) => baselineCapabilities.some((usual) => usual === name)),
  ),
  {
    level: "baseline",
    breaches: ({ volumes }) =>
      maps(volumes)
        .filter(({ hostPath }) => hostPath !== undefined)
        .map((volume) => `volume ${named(volume)} is a folder of the node`),
  },
  ofContainers("baseline", "ports", (ports) => maps(ports).every(({ hostPort }) => oneOf(0)(hostPort))),
  ofPod("baseline", "securityContext.appArmorProfile.type", oneOf(...profiles)),
  ofContainers("baseline", "securityContext.appArmorProfile.type", oneOf(...profiles)),
  ofPod(
    "baseline",
    "securityContext.seLinuxOptions.type",
    oneOf("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"),
  ),
  ofPod("baseline", "securityContext.seLinuxOptions.user", oneOf("")),
  ofPod("baseline", "securityContext.seLinuxOptions.role", oneOf("")),
  ofContainers("baseline", "securityContext.procMount", oneOf("Default")),
  ofPod("baseline", "securityContext.seccompProfile.type", oneOf(...profiles)),
  ofContainers("baseline", "securityContext.seccompProfile.type", oneOf(...profiles)),
  ofPod("baseline", "securityContext.sysctls", (sysctls) =>
    maps(sysctls).every(({ name }) => safeSysctls.includes(String(name))),
  ),
  {
    level: "restricted",
    breaches: ({ volumes }) =>
      maps(volumes)
        .filter((volume) => !Object.keys(volume).every((key) => key === "name" || restrictedVolumes.includes(key)))
        .map((volume) => `volume ${named(volume)} is of a kind that is not allowed`),
  },
  ofContainers("restricted", "securityContext.allowPrivilegeEscalation", (value) => value === false),
  { level: "restricted", breaches: (pod) => everyContainer(pod, "runAsNonRoot", (value) => value === true) },
  ofPod("restricted", "securityContext.runAsUser", (user) => user !== 0),
  ofContainers("restricted", "securityContext.runAsUser", (user) => user !== 0),
  {
    level: "restricted",
    breaches: (pod) => everyContainer(pod, "seccompProfile.type", (value) => profiles.includes(String(value))),
  },
  ofContainers("restricted", "securityContext.capabilities.drop", (dropped) => texts(dropped).includes("ALL")),
  ofContainers("restricted", "securityContext.capabilities.add", (added) =>
    texts(added).every((name) => name === "NET_BIND_SERVICE"),
  ),
];

/**
 * What of a pod a level of the Pod Security Standards forbids. Restricted forbids what baseline does too.
 * @param level as the namespace's label says it; `privileged` forbids nothing
 */
export function podSecurityBreaches(pod: Fields, level: string): readonly string[] {
  const held = level === "restricted" ? ["baseline", "restricted"] : level === "baseline" ? ["baseline"] : [];
  return controls.filter((control) => held.includes(control.level)).flatMap(({ breaches }) => breaches(pod));
}
