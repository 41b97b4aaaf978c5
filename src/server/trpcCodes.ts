import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import type { ErrorCode } from "~/core/errors";

/** What each of our errors is called on the wire. Does not compile when a code is missing. */
export const trpcCodes = {
  not_found: "NOT_FOUND",
  invalid_argument: "BAD_REQUEST",
  invalid_config: "BAD_REQUEST",
  conflict: "CONFLICT",
  checkpoint_unreadable: "UNPROCESSABLE_CONTENT",
  not_measurable: "UNPROCESSABLE_CONTENT",
  backend_unavailable: "SERVICE_UNAVAILABLE",
  backend_failed: "INTERNAL_SERVER_ERROR",
  loss_not_finite: "UNPROCESSABLE_CONTENT",
  disk_full: "SERVICE_UNAVAILABLE",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;
