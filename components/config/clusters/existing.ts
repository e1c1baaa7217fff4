import { z } from "zod";
import { label, secret, url } from "../fields";
import { kubernetesVersion, type ProfileDefaults, previousVersion, profile } from "./common";
import { virtualCluster } from "./virtual";

const kubeconfig = z.string().regex(/^(~|\.{1,2})?\/\S+$/, {
  error: "the path of a kubeconfig file, starting with ~/, / or ./ and without spaces (the file's text is refused)",
});

const objectName = z.string().regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, {
  error: "the name of an object: lower-case letters, digits, '-' or '.'",
});

const annotations = z.record(
  z.string().regex(/^([a-z0-9][-a-z0-9.]*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/, {
    error: "an annotation key such as metallb.io/address-pool",
  }),
  z.string(),
);

const objectStore = z.strictObject({
  endpoint: url("https", "http").describe("The store's S3 address, such as https://minio.example.com:9000."),
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, { error: "a region of lower-case letters, digits or '-', such as us-east-1" })
    .default("us-east-1")
    .describe("The region that requests are signed for. MinIO and Ceph take us-east-1 unless set up otherwise."),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
      error: "a bucket of 3 to 63 lower-case letters, digits, '.' or '-'",
    })
    .describe("The bucket. It must exist; nothing here makes or empties it."),
  accessKeyId: secret().describe("The access key's id."),
  secretAccessKey: secret().describe("The access key's secret."),
  caCert: z
    .string()
    .regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, {
      error: "certificates in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
    })
    .optional()
    .describe("The authority that signed the store's certificate, in PEM form; unset, the public ones."),
  pathStyle: z
    .boolean()
    .default(true)
    .describe("Put the bucket into the path and not into the host name, as MinIO and Ceph want it; false for AWS."),
  checksum: z
    .enum(["none", "CRC32", "CRC32C", "SHA1", "SHA256"])
    .default("none")
    .describe("The checksum sent with each object. Ceph, Backblaze and others refuse any; AWS and MinIO take CRC32."),
});

export const existingCluster = z.strictObject({
  cloud: z.literal("existing").describe("A cluster that already exists, reached by its kubeconfig."),
  profile: profile(),
  name: label(63).optional().describe("The cluster's name; unset, the stack's."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version that it runs."),
  previousVersion: previousVersion(),
  kubeconfig: kubeconfig
    .default("~/.kube/config")
    .describe("The path of the kubeconfig file, the same on each machine that runs the stack."),
  context: z
    .string()
    .regex(/^\S+$/, { error: "a context's name, without spaces" })
    .optional()
    .describe("The context in it, such as kind-kind or k3d-local. Unset, whichever is current, so better set."),
  zones: z.int().min(1).max(10).default(1).describe("How many zones its nodes are in."),
  storageClass: objectName.default("standard").describe("The storage class for volumes: kind's is standard."),
  snapshotClass: z
    .strictObject({
      name: objectName.describe("The VolumeSnapshotClass's name."),
      driver: objectName.describe("Its driver, such as hostpath.csi.k8s.io."),
    })
    .optional()
    .describe("The VolumeSnapshotClass for volumes of that storage class; unset, volumes are not snapshot."),
  loadBalancer: z
    .strictObject({
      internal: annotations.default({}).describe("For a load balancer inside the network."),
      internet: annotations.default({}).describe("For a load balancer that faces the internet."),
    })
    .prefault({})
    .describe("Annotations on Services of type LoadBalancer."),
  controlPlaneMetrics: z
    .boolean()
    .default(true)
    .describe("The scheduler, controller manager and etcd can be scraped. False on kind, k3d and managed clusters."),
  objectStore: objectStore
    .optional()
    .describe("An S3-compatible store for what add-ons keep outside the cluster, such as Velero's backups."),
  virtual: virtualCluster
    .optional()
    .describe(
      "Makes a virtual cluster on it (vcluster), of the version given, and installs the add-ons there; unset, into the cluster itself.",
    ),
});

export const existingProfiles: ProfileDefaults = { development: {}, ephemeral: {} };
