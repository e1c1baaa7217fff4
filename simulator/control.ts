import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { SimulatedCloud } from "./cloud";
import { reach } from "./inputs";
import type { SimulatedResource } from "./model";

const fault = z.strictObject({
  operation: z.enum(["create", "read", "update", "delete"]).exactOptional(),
  urn: z.string().exactOptional(),
  type: z.string().exactOptional(),
  times: z.int().min(1),
  when: z.enum(["before", "part", "after"]),
  code: z.string(),
  message: z.string(),
});

const bodies = {
  faults: z.array(fault),
  clock: z.strictObject({ scale: z.number().min(0) }),
  drift: z.strictObject({ type: z.string(), id: z.string(), changes: z.record(z.string(), z.unknown()).optional() }),
};

/** Answers to requests, by method and path. Each gives what is sent back as JSON. */
type Routes = Readonly<Record<string, (query: URLSearchParams, body: unknown) => unknown>>;

// Where a resource keeps its tags: AWS and Azure, Google Cloud.
const tagInputs = ["tags", "labels", "resourceLabels", "userLabels"];

/**
 * What carries a tag or label, as the clouds' own searches would find it. They do not look into clusters, where a search
 * is for namespaces.
 */
function tagged({ resources }: SimulatedCloud, tag: string, value: string): readonly SimulatedResource[] {
  const has = (tags: unknown) =>
    typeof tags === "object" && tags !== null && (tags as Record<string, unknown>)[tag] === value;
  return resources.filter(({ home, type, inputs }) =>
    home === ""
      ? tagInputs.some((key) => has(inputs[key]))
      : type === "kubernetes:core/v1:Namespace" && has(reach(inputs, "metadata.labels")[0]),
  );
}

function ofStack(resources: readonly SimulatedResource[], stack: string | null): readonly SimulatedResource[] {
  return stack === null ? resources : resources.filter(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`));
}

function routes(cloud: SimulatedCloud, stop: () => void): Routes {
  return {
    "GET resources": (query) => ofStack(cloud.resources, query.get("stack")),
    "GET tagged": (query) => tagged(cloud, query.get("tag") ?? "", query.get("value") ?? ""),
    "GET calls": () => cloud.calls,
    "PUT faults": (_query, body) => cloud.faults.plant(bodies.faults.parse(body)),
    "PUT clock": (_query, body) => {
      cloud.clock.scale = bodies.clock.parse(body).scale;
    },
    "POST drift": (_query, body) => {
      const { type, id, changes } = bodies.drift.parse(body);
      cloud.drift(type, id, changes);
    },
    "POST stop": stop,
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text === "" ? undefined : JSON.parse(text);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body ?? null));
}

/** Listens for requests of whoever has the address; it holds a secret of its own, so that no web page can guess it. */
export async function startControl(
  cloud: SimulatedCloud,
  stop: () => void,
): Promise<{ readonly address: string; close(): void }> {
  const secret = randomBytes(16).toString("hex");
  const served = routes(cloud, stop);
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, given, name = ""] = pathname.split("/");
    const route = Object.hasOwn(served, `${request.method} ${name}`) ? served[`${request.method} ${name}`] : undefined;
    if (given !== secret || route === undefined) return answer(response, 404, { error: "no such request" });
    try {
      answer(response, 200, route(searchParams, await bodyOf(request)));
    } catch (error) {
      answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
    }
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/${secret}`,
    close: () => {
      server.close();
      server.closeIdleConnections();
    },
  };
}
