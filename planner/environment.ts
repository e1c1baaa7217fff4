// Variables that the SDKs' provider classes read as defaults of their inputs. Source: `getEnv` in each SDK's provider.js.
const hidden = /^(AWS_|AZURE_|ARM_|GOOGLE_|GCLOUD_|GCP_|CLOUDSDK_|PULUMI_K8S_|KUBECONFIG$)/;

/**
 * Runs something with no cloud's variables in the environment, so that neither credentials nor a default region of the
 * machine get into a plan. They are back when it ends, however it ends.
 */
export async function withoutCredentials<T>(run: () => Promise<T>): Promise<T> {
  const kept = Object.entries(process.env).filter(([name]) => hidden.test(name));
  for (const [name] of kept) delete process.env[name];
  try {
    return await run();
  } finally {
    for (const [name, value] of kept) process.env[name] = value;
  }
}
