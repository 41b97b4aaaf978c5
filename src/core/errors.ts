/** Everything that can go wrong for a reason we can name to the reader. */
export type ErrorCode =
  | "not_found"
  | "invalid_argument"
  | "invalid_config"
  | "conflict"
  | "checkpoint_unreadable"
  | "not_measurable"
  | "backend_unavailable"
  | "backend_failed"
  | "loss_not_finite"
  | "disk_full"
  | "unavailable";

/**
 * An error whose message was written for the person reading it: what was wrong, with which value, what is
 * allowed. Anything else that is thrown is a bug, and is reported as one.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** For values that only a caller's mistake can produce. */
export function requireThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AppError("invalid_argument", message);
}
