import { AppError, type ErrorCode } from "~/core/errors";

const codes: Readonly<Record<number, ErrorCode>> = {
  // The bucket lies in another region than the one that is set.
  301: "invalid_config",
  401: "invalid_config",
  403: "invalid_config",
  404: "not_found",
  412: "conflict",
};

/** What the client throws, for the reader; what is no answer of a server is thrown as it is when it is a bug. */
export function s3Error(address: string, cause: unknown): unknown {
  if (cause instanceof AppError || !(cause instanceof Error) || cause.name === "AbortError") return cause;
  const status = statusOf(cause);
  if (status === null && /^(TypeError|RangeError|ReferenceError)$/.test(cause.name)) return cause;
  const code =
    status === null && cause.name === "CredentialsProviderError" ? "invalid_config" : codes[status ?? 0];
  const message = `${address} cannot be read: ${cause.name}${status === null ? "" : ` (${status})`}, ${cause.message}`;
  return new AppError(code ?? "unavailable", message, { cause });
}

function statusOf(error: Error): number | null {
  const metadata = "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return metadata.httpStatusCode ?? null;
}
