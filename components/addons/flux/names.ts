/** The namespace of Flux: its controllers, and the objects that say what it follows. */
export const namespace = "flux-system";

/** The release's name. The chart names its objects itself, without it. */
export const release = "flux";

/** The service account that an application is applied as, in Flux's namespace. */
export function serviceAccountOf(application: string): string {
  return `application-${application}`;
}

/** The controllers' pods, by the label that the chart gives them. */
export function podsOf(controller: string): { readonly app: string } {
  return { app: controller };
}
