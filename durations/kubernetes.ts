import { type Durations, timed } from "./duration";

// "Logs" are the lines `helm_release…: Creation complete after …` of Terraform in public repositories: from the request
// until the pods are ready, as with our releases. The kind is the chart.
const release = "kubernetes:helm.sh/v3:Release";
const definitionsOnly = "the chart has definitions and no pods; a log of istio base: 1 s";

/** What is in clusters. An object that is not here is one request to the API server. */
export const kubernetesDurations: Durations = {
  "kubernetes:core/v1:Namespace": timed(1, 1, 12, "deleted once everything in it is"),
  [release]: timed(45, 30, 20, "until the pods are ready; between those below"),
  [`${release} argo-cd`]: timed(75, 45, 25, "9 logs of argo-cd with one replica: 50 to 204 s"),
  // The kind of argo-cd whose values switch redis-ha on.
  [`${release} argo-cd-ha`]: timed(200, 60, 25, "its three Redis start one after the other, each ready after a minute"),
  [`${release} base`]: timed(5, 5, 10, definitionsOnly),
  [`${release} karpenter-crd`]: timed(5, 5, 10, definitionsOnly),
  [`${release} prometheus-operator-crds`]: timed(5, 5, 10, definitionsOnly),
  [`${release} cert-manager`]: timed(24, 24, 20, "7 logs of cert-manager: 20 to 131 s"),
  [`${release} karpenter`]: timed(63, 40, 20, "a log of karpenter: 63 s"),
  [`${release} kube-prometheus-stack`]: timed(137, 60, 30, "3 logs of kube-prometheus-stack: 109 to 154 s"),
};
