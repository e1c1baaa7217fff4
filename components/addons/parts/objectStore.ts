import * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "../../clusters/bucket";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import type { ObjectSpec, Values } from "../addon";
import type { Way } from "./traffic";

const secretName = "object-store";
const folder = "/etc/object-store";
const keysFile = "credentials";
const caFile = "ca.crt";

/** What a pod needs to open a store with keys. All of it is empty where workload identity opens the store. */
export interface StoreKeys {
  /** The Secret that the keys are in. */
  readonly objects: readonly ObjectSpec[];
  /** Of each container. The variable is what AWS's SDKs and MinIO's client look for. */
  readonly env: readonly Values[];
  readonly volumes: readonly Values[];
  readonly volumeMounts: readonly Values[];
  /** The file of the authority that signed the store's certificate; undefined for a public one. */
  readonly caPath: string | undefined;
}

/** How pods of a namespace open a store. The keys stay in a Secret, and out of every other object. */
export function storeKeys({ s3 }: Bucket, namespace: string): StoreKeys {
  if (s3 === undefined) return { objects: [], env: [], volumes: [], volumeMounts: [], caPath: undefined };
  const { credentials, caCert } = s3;
  return {
    objects: [
      {
        name: secretName,
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: secretName, namespace },
        fields: {
          type: "Opaque",
          stringData: { [keysFile]: credentials, ...(caCert === undefined ? {} : { [caFile]: pulumi.secret(caCert) }) },
        },
      },
    ],
    env: [{ name: "AWS_SHARED_CREDENTIALS_FILE", value: `${folder}/${keysFile}` }],
    volumes: [{ name: secretName, secret: { secretName } }],
    volumeMounts: [{ name: secretName, mountPath: folder, readOnly: true }],
    caPath: caCert === undefined ? undefined : `${folder}/${caFile}`,
  };
}

// Open to every pod already: see traffic.ts.
const openPorts: ReadonlySet<number> = new Set([443, 6443]);

/** The way out to a store that is at a port of its own. */
export function storeWays({ s3 }: Bucket): readonly Way[] {
  if (s3 === undefined) return [];
  const { port, protocol } = new URL(s3.endpoint);
  const number = port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
  return openPorts.has(number) ? [] : [{ name: "object-store", ports: [number], to: "anywhere" }];
}

/** True for a store that is reached without TLS, which only an existing cluster's can be. */
export function isPlain({ s3 }: Bucket): boolean {
  return s3?.endpoint.startsWith("http://") ?? false;
}

/** Refuses an add-on that keeps things in an object store where there is none. */
export function storeProblems(addon: string, { cluster }: Config): readonly Problem[] {
  if (cluster.cloud !== "existing" || cluster.objectStore !== undefined) return [];
  return [
    {
      path: [],
      found: `${addon} without an object store`,
      allowed: `on an existing cluster, ${addon} with kubernetes-architect:cluster.objectStore set`,
    },
  ];
}
