import type { SimulatedResource } from "./model";

/** What a cloud's service answers when it refuses. The message is in the service's own form. */
export class CloudError extends Error {
  override readonly name = "CloudError";

  constructor(
    /** The service's error code, such as `DependencyViolation`. */
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** Something came into being, and is not what it should be: the provider gives it back with the error. */
export class PartlyDone extends CloudError {
  constructor(
    code: string,
    private readonly said: string,
    readonly made: SimulatedResource,
  ) {
    super(code, said);
  }

  /** The same of what was made in another form. */
  of(made: SimulatedResource): PartlyDone {
    return new PartlyDone(this.code, this.said, made);
  }
}

/** What is said of an input that cannot change in place. */
export function unchangeable(type: string, path: string): CloudError {
  if (type.startsWith("kubernetes:")) return new CloudError("Forbidden", `updates to ${path} are forbidden.`);
  return new CloudError("PropertyChangeNotAllowed", `Changing property '${path}' is not allowed.`);
}
