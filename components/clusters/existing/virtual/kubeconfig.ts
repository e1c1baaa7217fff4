import * as pulumi from "@pulumi/pulumi";

/**
 * A kubeconfig for a virtual cluster. Its API server knows no one but whoever has its certificate, which is in here.
 * @param credentials what the secret `vc-NAME` holds, in base64
 */
export function virtualKubeconfig(
  name: string,
  server: pulumi.Output<string>,
  credentials: pulumi.Output<Readonly<Record<string, string>>>,
): pulumi.Output<string> {
  const part = (key: string) => credentials.apply((data) => data[key] ?? "");
  const cluster = { server, "certificate-authority-data": part("certificate-authority") };
  const user = { "client-certificate-data": part("client-certificate"), "client-key-data": part("client-key") };
  return pulumi.secret(
    pulumi.jsonStringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
      preferences: {},
      users: [{ name, user }],
    }),
  );
}
