import type { Stack } from "@pulumi/pulumi/automation";

/**
 * What providers say that look for a thing themselves before they import it, and do not find it; the others answer that
 * there is nothing. Sources: terraform-provider-aws, vpc_route_table_association.go; terraform-provider-google,
 * resource_container_cluster.go and resource_container_node_pool.go (the API's own error 404).
 */
const absent = /\bNo association found\b|\bError 404\b|\bcouldn't find resource\b|\bcannot import non-existent\b/i;

interface Deployment {
  resources?: { readonly urn: string }[];
}

async function drop(stack: Stack, urns: ReadonlySet<string>): Promise<void> {
  const exported = await stack.exportStack();
  const deployment = exported.deployment as Deployment;
  deployment.resources = (deployment.resources ?? []).filter(({ urn }) => !urns.has(urn));
  await stack.importStack(exported);
}

/**
 * Reads everything of a stack again from the cloud, which drops what is not there.
 * @param imported urns of what was taken into the state, and may not be there
 * @throws PulumiError where anything else goes wrong
 */
export async function readAgain(stack: Stack, imported: ReadonlySet<string>): Promise<void> {
  const missing = new Set<string>();
  try {
    await stack.refresh({
      clearPendingCreates: true,
      color: "never",
      onEvent: ({ diagnosticEvent: said }) => {
        if (said?.severity !== "error" || said.urn === undefined || !imported.has(said.urn)) return;
        if (absent.test(said.message)) missing.add(said.urn);
      },
    });
  } catch (error) {
    if (missing.size === 0) throw error;
    await drop(stack, missing);
    await readAgain(stack, new Set([...imported].filter((urn) => !missing.has(urn))));
  }
}
