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
