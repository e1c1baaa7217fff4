import { describeLife } from "./life";

// A cluster that is there already: its version is only what the add-ons are held to.
describeLife({
  stack: "local",
  replacing: {
    edit: ({ cluster }) => {
      cluster.storageClass = "standard";
    },
    replaced: [],
  },
  addon: { name: "prometheus", with: "prometheus-kube-prometheus-stack (kubernetes:helm.sh/v3:Release)" },
  upgrade: [],
  drift: {
    changed: "argocd-namespace-argocd (kubernetes:core/v1:Namespace)",
    to: { metadata: { name: "argocd", labels: {} } },
    removed: "prometheus-deny-all (kubernetes:networking.k8s.io/v1:NetworkPolicy)",
  },
});
