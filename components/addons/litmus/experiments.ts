import { litmusImage } from "../../versions";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace, release } from "./names";

interface Experiment {
  readonly description: string;
  /** What can be set, with what is set if nothing else is. */
  readonly env: Readonly<Record<string, string>>;
  /** True where a helper with root's rights on the node does it, at the container runtime's socket. */
  readonly onNode?: true;
}

const picked = { TARGET_PODS: "", PODS_AFFECTED_PERC: "", RAMP_TIME: "", SEQUENCE: "parallel" };

/** What can be done to pods. Source: the kubernetes-chaos chart 3.29.0, templates. */
export const experiments = {
  "pod-delete": {
    description: "Deletes pods of a workload.",
    env: { ...picked, TOTAL_CHAOS_DURATION: "15", CHAOS_INTERVAL: "5", FORCE: "true" },
  },
  "pod-cpu-hog-exec": {
    description: "Keeps processors busy inside containers, by a command run in them.",
    env: { ...picked, TOTAL_CHAOS_DURATION: "60", CPU_CORES: "1" },
  },
  "pod-memory-hog-exec": {
    description: "Uses up memory inside containers, by a command run in them.",
    env: {
      ...picked,
      TOTAL_CHAOS_DURATION: "60",
      MEMORY_CONSUMPTION: "500",
      CHAOS_KILL_COMMAND:
        "kill $(find /proc -name exe -lname '*/dd' 2>&1 | grep -v 'Permission denied' | awk -F/ '{print $(NF-1)}' | head -n 1)",
    },
  },
  "pod-autoscaler": {
    description: "Scales a workload up and sees whether the cluster finds room.",
    env: { TOTAL_CHAOS_DURATION: "60", RAMP_TIME: "", REPLICA_COUNT: "5" },
  },
  "container-kill": {
    description: "Kills a container, as if its program had crashed.",
    env: { ...picked, TOTAL_CHAOS_DURATION: "20", CHAOS_INTERVAL: "10", SIGNAL: "SIGKILL", TARGET_CONTAINER: "" },
    onNode: true,
  },
  "pod-network-latency": {
    description: "Delays the packets of pods.",
    env: {
      ...picked,
      TOTAL_CHAOS_DURATION: "60",
      NETWORK_INTERFACE: "eth0",
      NETWORK_LATENCY: "2000",
      JITTER: "0",
      DESTINATION_IPS: "",
      DESTINATION_HOSTS: "",
      TARGET_CONTAINER: "",
    },
    onNode: true,
  },
  "pod-network-loss": {
    description: "Loses packets of pods.",
    env: {
      ...picked,
      TOTAL_CHAOS_DURATION: "60",
      NETWORK_INTERFACE: "eth0",
      NETWORK_PACKET_LOSS_PERCENTAGE: "100",
      DESTINATION_IPS: "",
      DESTINATION_HOSTS: "",
      TARGET_CONTAINER: "",
    },
    onNode: true,
  },
} as const satisfies Readonly<Record<string, Experiment>>;

export type ExperimentName = keyof typeof experiments;

export const experimentNames = Object.keys(experiments) as [ExperimentName, ...ExperimentName[]];

export function isOnNode(name: ExperimentName): boolean {
  const experiment: Experiment = experiments[name];
  return experiment.onNode === true;
}

/** The experiments as objects that engines refer to. */
export function experimentObjects(context: AddonContext, names: readonly ExperimentName[]): readonly ObjectSpec[] {
  return names.map((name) => {
    const { description, env, onNode }: Experiment = experiments[name];
    const image = `${context.image("docker.io/litmuschaos/go-runner")}:${litmusImage}`;
    const helper = {
      CONTAINER_RUNTIME: "containerd",
      SOCKET_PATH: "/run/containerd/containerd.sock",
      LIB_IMAGE: image,
    };
    return {
      name: `experiment-${name}`,
      apiVersion: "litmuschaos.io/v1alpha1",
      kind: "ChaosExperiment",
      metadata: { name, namespace },
      fields: {
        description: { message: description },
        spec: {
          definition: {
            scope: "Namespaced",
            // What it may do stands in the roles of its service account, which these do not widen.
            permissions: [],
            image,
            imagePullPolicy: "IfNotPresent",
            command: ["/bin/bash"],
            args: ["-c", `./experiments -name ${name}`],
            env: variables({ ...env, ...(onNode === undefined ? {} : helper) }),
            labels: {
              name,
              "app.kubernetes.io/part-of": "litmus",
              ...(onNode === undefined ? {} : { "app.kubernetes.io/runtime-api-usage": "true" }),
            },
          },
        },
      },
      after: [release],
    };
  });
}

const variables = (env: Readonly<Record<string, string>>): readonly Values[] =>
  Object.entries(env).map(([name, value]) => ({ name, value }));
