import { type handleUnaryCall, Metadata, type ServiceError, type sendUnaryData, status } from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { SimulatedCloud } from "./cloud";
import { clusterChange } from "./clusterChange";
import { added, completedBy, type Difference, differences } from "./difference";
import { CloudError, PartlyDone } from "./errors";
import type { Properties } from "./model";
import { computedNames, importedId, invokeModel, keepsId, madeByVirtual, modelOf } from "./models";
import { partlyDone, sealing } from "./partlyDone";
import { sdkType } from "./sdkType";
import { message, plain, properties, resealed, unknown } from "./wire";

type Served<Q, R> = (request: Q) => Promise<R>;

/** Serves one provider's side of Pulumi's protocol from a simulated cloud. */
export class SimulatedProvider {
  #config: Properties = {};

  /** @param life ends when the provider's process is killed */
  constructor(
    private readonly cloud: SimulatedCloud,
    private readonly version: string,
    private readonly life?: AbortSignal,
  ) {}

  /** The handlers for a gRPC server's ResourceProvider service. */
  handlers() {
    return {
      handshake: served(this.#handshake),
      attach: served(async () => new Empty()),
      cancel: served(async () => new Empty()),
      getPluginInfo: served(this.#info),
      getSchema: served(async () => schemaResponse()),
      checkConfig: served(this.#checkConfig),
      diffConfig: served(this.#diffConfig),
      configure: served(this.#configure),
      invoke: served(this.#invoke),
      check: served(this.#check),
      diff: served(this.#diff),
      create: served(this.#create),
      read: served(this.#read),
      update: served(this.#update),
      delete: served(this.#delete),
      call: served(refused),
      construct: served(refused),
      parameterize: served(refused),
      getMapping: served(async () => new pb.GetMappingResponse()),
      getMappings: served(async () => new pb.GetMappingsResponse()),
    };
  }

  readonly #handshake: Served<pb.ProviderHandshakeRequest, pb.ProviderHandshakeResponse> = async () => {
    const response = new pb.ProviderHandshakeResponse();
    response.setAcceptSecrets(true);
    response.setAcceptResources(true);
    return response;
  };

  readonly #info: Served<Empty, plugin.PluginInfo> = async () => {
    const info = new plugin.PluginInfo();
    info.setVersion(this.version);
    return info;
  };

  readonly #checkConfig: Served<pb.CheckRequest, pb.CheckResponse> = async (request) => {
    const response = new pb.CheckResponse();
    response.setInputs(request.getNews());
    return response;
  };

  readonly #diffConfig: Served<pb.DiffRequest, pb.DiffResponse> = async (request) => {
    const response = new pb.DiffResponse();
    const before = plain(properties(request.getOldInputs() ?? request.getOlds())) as Properties;
    const after = plain(properties(request.getNews())) as Properties;
    const changed = differences(before, after);
    const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    if (typeOf(request.getUrn()) === "pulumi:providers:kubernetes")
      response.setReplacesList([...clusterChange(before, after)]);
    return response;
  };

  readonly #configure: Served<pb.ConfigureRequest, pb.ConfigureResponse> = async (request) => {
    this.#config = plain(properties(request.getArgs())) as Properties;
    const response = new pb.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setAcceptresources(true);
    response.setSupportspreview(true);
    return response;
  };

  readonly #invoke: Served<pb.InvokeRequest, pb.InvokeResponse> = async (request) => {
    const answer = invokeModel(request.getTok(), plain(properties(request.getArgs())) as Properties, this.cloud);
    const response = new pb.InvokeResponse();
    response.setReturn(message(answer));
    return response;
  };

  readonly #check: Served<pb.CheckRequest, pb.CheckResponse> = async (request) => {
    const type = typeOf(request.getUrn());
    const inputs = properties(request.getNews());
    const response = new pb.CheckResponse();
    response.setInputs(message(autonamed(request, inputs)));
    const known = sdkType(type);
    const missing = (known?.required ?? []).filter((key) => inputs[key] === undefined);
    const strange =
      known === undefined ? [] : Object.keys(inputs).filter((key) => !known.inputs.has(key) && !key.startsWith("__"));
    response.setFailuresList([
      ...missing.map((key) => failure(key, `missing required property '${key}'`)),
      ...strange.map((key) => failure(key, `${type} takes no '${key}'`)),
    ]);
    return response;
  };

  readonly #diff: Served<pb.DiffRequest, pb.DiffResponse> = async (request) => {
    const type = typeOf(request.getUrn());
    const before = plain(properties(request.getOldInputs() ?? request.getOlds()));
    const changed = differences(before, plain(properties(request.getNews())));
    const { replaceOn = [] } = modelOf(type);
    const response = diffResponse(changed, replaceOn);
    // As the providers do where the program chose the name: two of a name can't be there at once.
    const news = plain(properties(request.getNews())) as Properties;
    const replaced = response.getReplacesList().length > 0;
    if (replaced && keepsId(type, request.getId(), news, this.#config, this.cloud))
      response.setDeletebeforereplace(true);
    return response;
  };

  readonly #create: Served<pb.CreateRequest, pb.CreateResponse> = async (request) => {
    const urn = request.getUrn();
    const type = typeOf(urn);
    const sent = properties(request.getProperties());
    const response = new pb.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(message(previewed(type, sent)));
      return response;
    }
    const made = await this.cloud
      .create(type, urn, plain(sent) as Properties, this.#config, this.life)
      .catch(sealing(sent));
    response.setId(made.id);
    response.setProperties(message(resealed(sent, made.outputs)));
    return response;
  };

  readonly #read: Served<pb.ReadRequest, pb.ReadResponse> = async (request) => {
    const urn = request.getUrn();
    const type = typeOf(urn);
    // Nothing known of it but a text: an import, as the providers tell one.
    const isImport = Object.keys(properties(request.getProperties())).length === 0;
    const id = isImport ? importedId(type, request.getId(), this.cloud) : request.getId();
    const place = this.#placeOf(type);
    const made = await this.cloud.read(type, urn, id, place);
    const found = made ?? (place === undefined ? undefined : madeByVirtual(type, id, place, this.cloud));
    const absent = isImport && found === undefined ? modelOf(type).absent?.(request.getId()) : undefined;
    if (absent !== undefined) throw new CloudError("NotFound", absent);
    const response = new pb.ReadResponse();
    if (found === undefined) return response;
    response.setId(found.id);
    response.setProperties(message(resealed(properties(request.getProperties()), found.outputs)));
    response.setInputs(message(resealed(properties(request.getInputs()), found.inputs)));
    return response;
  };

  readonly #update: Served<pb.UpdateRequest, pb.UpdateResponse> = async (request) => {
    const urn = request.getUrn();
    const type = typeOf(urn);
    const sent = properties(request.getNews());
    const response = new pb.UpdateResponse();
    if (request.getPreview()) {
      const computed = added(properties(request.getOlds()), properties(request.getOldInputs()));
      response.setProperties(message(completedBy(sent, computed)));
      return response;
    }
    const made = await this.cloud
      .update(type, urn, request.getId(), plain(sent) as Properties, this.#config, this.life)
      .catch(sealing(sent));
    response.setProperties(message(resealed(sent, made.outputs)));
    return response;
  };

  readonly #delete: Served<pb.DeleteRequest, Empty> = async (request) => {
    const type = typeOf(request.getUrn());
    await this.cloud.delete(type, request.getUrn(), request.getId(), this.#placeOf(type));
    return new Empty();
  };

  // In which cluster an object is, its provider says.
  #placeOf(type: string): Properties | undefined {
    return type.startsWith("kubernetes:") ? this.#config : undefined;
  }
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** Fills in a name where the program has none: the one that it has, or else a new one. */
function autonamed(request: pb.CheckRequest, inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const key = modelOf(typeOf(request.getUrn())).autonamed;
  if (key === undefined || inputs[key] !== undefined) return { ...inputs };
  const name = request.getUrn().split("::").slice(3).join("::");
  const digits = Buffer.from(request.getRandomseed_asU8()).toString("hex").slice(0, 7);
  return { ...inputs, [key]: properties(request.getOlds())[key] ?? `${name}-${digits}` };
}

// In a preview a cloud is not asked: what it would compute is unknown.
function previewed(type: string, sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const computed = computedNames(type).filter((key) => !(key in sent));
  return { ...sent, ...Object.fromEntries(computed.map((key) => [key, unknown])) };
}

function failure(property: string, reason: string): pb.CheckFailure {
  const made = new pb.CheckFailure();
  made.setProperty(property);
  made.setReason(reason);
  return made;
}

function schemaResponse(): pb.GetSchemaResponse {
  const response = new pb.GetSchemaResponse();
  response.setSchema("{}");
  return response;
}

function diffResponse(changed: readonly Difference[], replaceOn: readonly string[]): pb.DiffResponse {
  const response = new pb.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  const keys = [...new Set(changed.map(({ path }) => path.split(/[.[]/)[0] ?? path))];
  response.setDiffsList(keys);
  const forced = changed.filter(({ path }) =>
    replaceOn.some((fixed) => path === fixed || path.startsWith(`${fixed}.`) || path.startsWith(`${fixed}[`)),
  );
  response.setReplacesList([...new Set(forced.map(({ path }) => path.split(/[.[]/)[0] ?? path))]);
  const detailed = response.getDetaileddiffMap();
  for (const difference of changed) detailed.set(difference.path, detail(difference, forced.includes(difference)));
  response.setHasdetaileddiff(true);
  return response;
}

function detail({ kind }: Difference, replaces: boolean): pb.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = pb.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  const made = new pb.PropertyDiff();
  made.setKind(kinds[kind][replaces ? 1 : 0]);
  made.setInputdiff(true);
  return made;
}

async function refused(): Promise<never> {
  throw new CloudError("Unimplemented", "not part of a simulated provider");
}

function served<Q, R>(serve: Served<Q, R>): handleUnaryCall<Q, R> {
  return (call, reply: sendUnaryData<R>) => {
    serve(call.request).then(
      (response) => reply(null, response),
      (error: unknown) => reply(serviceError(error)),
    );
  };
}

function serviceError(error: unknown): Partial<ServiceError> {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof PartlyDone) return partlyDone(error, text);
  const code = error instanceof CloudError && error.code === "Unimplemented" ? status.UNIMPLEMENTED : status.UNKNOWN;
  return { code, details: text, message: text, metadata: new Metadata() };
}
