import { AppError, type ErrorCode } from "~/core/errors";

/** What a script sees. 1 is a fault of ours; from 2 on the reader can do something about it. */
const exitCodes: Record<ErrorCode, number> = {
  invalid_argument: 2,
  invalid_config: 2,
  not_found: 3,
  conflict: 4,
  unavailable: 5,
  backend_unavailable: 6,
  disk_full: 7,
  checkpoint_unreadable: 8,
  not_measurable: 9,
  loss_not_finite: 10,
  backend_failed: 11,
};

export const exitCodeOf = (error: unknown): number => (error instanceof AppError ? exitCodes[error.code] : 1);
