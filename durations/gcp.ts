import { type Durations, timed } from "./duration";

// "Logs" are the lines `Creation complete after …` of Terraform, whose Google provider is the one below Pulumi's, in
// public repositories: the least and the most of those that were found.
const identity = timed(
  8,
  8,
  8,
  "logs of google_*_iam_*: 8 s, since each reads the policy, writes it and reads it again",
);

/** Google Cloud. What is not here answers at once. */
export const gcpDurations: Durations = {
  "gcp:compute/network:Network": timed(22, 12, 40, "10 logs of google_compute_network: 12 to 45 s"),
  "gcp:compute/subnetwork:Subnetwork": timed(21, 20, 25, "10 logs of google_compute_subnetwork: 4 to 23 s"),
  "gcp:compute/router:Router": timed(12, 10, 12, "9 logs of google_compute_router: 3 to 22 s"),
  "gcp:compute/routerNat:RouterNat": timed(12, 12, 15, "5 logs of google_compute_router_nat: 11 to 23 s"),
  "gcp:compute/address:Address": timed(12, 12, 12, "Compute Engine: an operation that is polled each 10 s"),
  "gcp:compute/firewall:Firewall": timed(12, 12, 12, "logs of google_compute_firewall: 11 to 22 s"),
  "gcp:container/cluster:Cluster": timed(
    440,
    240,
    200,
    "10 logs of google_container_cluster: 192 to 872 s, the shorter ones of one zone; of its end: 164 to 495 s",
  ),
  "gcp:container/nodePool:NodePool": timed(
    94,
    600,
    150,
    "4 logs of google_container_node_pool: 64 to 116 s; an update goes node by node (GKE, Node pool upgrades)",
  ),
  "gcp:kms/keyRing:KeyRing": timed(2, 2, 0, "one request; a key ring cannot be deleted"),
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": identity,
  "gcp:storage/bucketIAMMember:BucketIAMMember": identity,
  "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember": identity,
  "gcp:serviceaccount/iAMMember:IAMMember": identity,
  "gcp:projects/iAMMember:IAMMember": identity,
  "gcp:projects/iAMAuditConfig:IAMAuditConfig": identity,
  "gcp:gkebackup/backupPlan:BackupPlan": timed(15, 10, 15, "Backup for GKE: an operation that is polled"),
  "gcp:projects/service:Service": timed(28, 5, 1, "a log of google_project_service: 28 s; it stays on at the end"),
  "gcp:projects/serviceIdentity:ServiceIdentity": timed(10, 10, 0, "Service Usage: an operation that is polled"),
  "gcp:serviceaccount/account:Account": timed(12, 2, 2, "the provider waits 10 s until others see the account"),
};
