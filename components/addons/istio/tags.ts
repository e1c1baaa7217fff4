import type { AddonContext, ObjectSpec } from "../addon";
import { webhookAnnotations } from "./controlPlane";
import { istiodName, namespaces } from "./release";
import { defaultTag, type Revisions } from "./revisions";

/**
 * A tag is an injection webhook that points to a revision. The istiod chart can make one, as a part of the release of one
 * revision: moving it would mean deleting it there before it is made here, and pods that start in between would get no
 * sidecar. As an object of its own it is changed in place. istiod puts its certificate authority in.
 *
 * Source: templates/revision-tags-mwc.yaml of the istiod chart 1.30.3, with its selectors.
 */
export function tagObjects(context: AddonContext, { current, previous, tags }: Revisions): readonly ObjectSpec[] {
  const after = [current, previous].filter((it) => it !== undefined).map(({ revision }) => istiodName(revision));
  return tags.map(({ tag, revision }) => ({
    name: `tag-${tag}`,
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: {
      name: `istio-revision-tag-${tag}`,
      labels: {
        app: "sidecar-injector",
        "istio.io/tag": tag,
        "istio.io/rev": revision,
        "app.kubernetes.io/name": "istiod",
        "app.kubernetes.io/part-of": "istio",
      },
      annotations: webhookAnnotations(context),
    },
    fields: { webhooks: selections(tag).map((selection) => webhook(selection, revision)) },
    after,
  }));
}

interface Requirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "DoesNotExist";
  readonly values?: readonly string[];
}

interface Selection {
  readonly prefix: string;
  readonly namespace: readonly Requirement[];
  readonly object: readonly Requirement[];
}

const revisionLabel = "istio.io/rev";
const namespaceLabel = "istio-injection";
const podLabel = "sidecar.istio.io/inject";

const lacks = (key: string): Requirement => ({ key, operator: "DoesNotExist" });
const is = (key: string, value: string): Requirement => ({ key, operator: "In", values: [value] });
const notRefused: Requirement = { key: podLabel, operator: "NotIn", values: ["false"] };

function selections(tag: string): readonly Selection[] {
  const unlabelled = [lacks(revisionLabel), lacks(namespaceLabel)];
  const byTag: readonly Selection[] = [
    { prefix: "rev.namespace", namespace: [is(revisionLabel, tag), lacks(namespaceLabel)], object: [notRefused] },
    { prefix: "rev.object", namespace: unlabelled, object: [notRefused, is(revisionLabel, tag)] },
  ];
  if (tag !== defaultTag) return byTag;
  return [
    ...byTag,
    { prefix: "namespace", namespace: [is(namespaceLabel, "enabled")], object: [notRefused] },
    { prefix: "object", namespace: unlabelled, object: [is(podLabel, "true"), lacks(revisionLabel)] },
  ];
}

function webhook({ prefix, namespace, object }: Selection, revision: string): object {
  return {
    name: `${prefix}.sidecar-injector.istio.io`,
    clientConfig: {
      service: { name: istiodName(revision), namespace: namespaces.system, path: "/inject", port: 443 },
    },
    rules: [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["pods"] }],
    sideEffects: "None",
    failurePolicy: "Fail",
    reinvocationPolicy: "Never",
    admissionReviewVersions: ["v1"],
    namespaceSelector: { matchExpressions: namespace },
    objectSelector: { matchExpressions: object },
  };
}
