import type { Ids } from "./template";

const regional = "projects/{project}/regions/{region}";
const located = "projects/{project}/locations/{location}";
// A member of a policy is imported by three words, not by its id.
const member = "{role} {member}[ {condition.title}]";

/** What imports a resource of Google Cloud. Source: "Import" in the SDK's documentation of each type. */
export const googleIds: Ids = {
  "gcp:compute/network:Network": "projects/{project}/global/networks/{name}",
  "gcp:compute/firewall:Firewall": "projects/{project}/global/firewalls/{name}",
  "gcp:compute/subnetwork:Subnetwork": `${regional}/subnetworks/{name}`,
  "gcp:compute/router:Router": `${regional}/routers/{name}`,
  "gcp:compute/routerNat:RouterNat": "{project}/{region}/{router}/{name}",
  "gcp:compute/address:Address": `${regional}/addresses/{name}`,
  "gcp:container/cluster:Cluster": `${located}/clusters/{name}`,
  "gcp:container/nodePool:NodePool": `${located}/clusters/{cluster}/nodePools/{name}`,
  "gcp:kms/keyRing:KeyRing": `${located}/keyRings/{name}`,
  "gcp:kms/cryptoKey:CryptoKey": "{keyRing}/cryptoKeys/{name}",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": `{cryptoKeyId} ${member}`,
  "gcp:storage/bucket:Bucket": "{name}",
  "gcp:storage/bucketIAMMember:BucketIAMMember": `b/{bucket} ${member}`,
  "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember": `projects/{project}/managedZones/{managedZone} ${member}`,
  "gcp:gkebackup/backupPlan:BackupPlan": `${located}/backupPlans/{name}`,
  "gcp:projects/service:Service": "{project}/{service}",
  "gcp:projects/iAMMember:IAMMember": `{project} ${member}`,
  "gcp:projects/iAMAuditConfig:IAMAuditConfig": "{project} {service}",
  "gcp:projects/iAMCustomRole:IAMCustomRole": "projects/{project}/roles/{roleId}",
  "gcp:serviceaccount/account:Account":
    "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
  "gcp:serviceaccount/iAMMember:IAMMember": `{serviceAccountId} ${member}`,
};
