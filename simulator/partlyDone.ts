import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { PartlyDone } from "./errors";
import { message, resealed } from "./wire";

/** Gives what is thrown on of an error of a call that sent this: what it has made keeps its secrets closed. */
export function sealing(sent: Readonly<Record<string, unknown>>): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof PartlyDone)) throw error;
    const { inputs, outputs } = error.made;
    throw error.of({ ...error.made, inputs: resealed(sent, inputs), outputs: resealed(sent, outputs) });
  };
}

/** As the providers' own library says it. Source: pulumi, sdk/go/common/util/rpcutil/rpcerror and provider.proto. */
export function partlyDone({ made }: PartlyDone, text: string): Partial<ServiceError> {
  const detail = new pb.ErrorResourceInitFailed();
  detail.setId(made.id);
  detail.setProperties(message({ ...made.outputs }));
  detail.setInputs(message({ ...made.inputs }));
  detail.setReasonsList([text]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const whole = new Status();
  whole.setCode(status.UNKNOWN);
  whole.setMessage(text);
  whole.addDetails(packed);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
  return { code: status.UNKNOWN, details: text, message: text, metadata };
}
