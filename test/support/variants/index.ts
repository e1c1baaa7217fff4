import { variants as argoRollouts } from "./argoRollouts";
import { variants as awsLoadBalancers } from "./awsLoadBalancers";
import { variants as basics } from "./basics";
import { variants as certManager } from "./certManager";
import { variants as clusterApi } from "./clusterApi";
import { variants as externalDns } from "./externalDns";
import { variants as externalSecrets } from "./externalSecrets";
import { variants as flux } from "./flux";
import { variants as gatekeeper } from "./gatekeeper";
import { variants as gatewayApi } from "./gatewayApi";
import { variants as keda } from "./keda";
import { variants as linkerd } from "./linkerd";
import { variants as litmus } from "./litmus";
import { variants as loki } from "./loki";
import { variants as opencost } from "./opencost";
import { variants as opentelemetry } from "./opentelemetry";
import { variants as podAutoscaling } from "./podAutoscaling";
import { variants as pulumiOperator } from "./pulumiOperator";
import { variants as tekton } from "./tekton";
import { variants as tempo } from "./tempo";
import { variants as trivyOperator } from "./trivyOperator";
import { variants as vault } from "./vault";
import { variants as virtualCluster } from "./virtualCluster";

/** Configs of a stack by a name that says what they switch on. */
export type Variants = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Every variant: configs that switch on options which no example stack uses, for the checks of chart values. */
export const variants: Variants = {
  ...basics,
  ...argoRollouts,
  ...certManager,
  ...externalDns,
  ...clusterApi,
  ...flux,
  ...linkerd,
  ...litmus,
  ...pulumiOperator,
  ...tekton,
  ...virtualCluster,
  ...externalSecrets,
  ...awsLoadBalancers,
  ...loki,
  ...vault,
  ...gatewayApi,
  ...tempo,
  ...keda,
  ...gatekeeper,
  ...opentelemetry,
  ...podAutoscaling,
  ...trivyOperator,
  ...opencost,
};
