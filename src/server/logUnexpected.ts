import type { TRPCError } from "@trpc/server";
import { pino } from "pino";
import { AppError } from "~/core/errors";
import { readEnv } from "~/env";

const log = pino({ name: "web", level: readEnv().PLATEAU_LOG_LEVEL });

/** Errors written for the reader go to the reader; a bug goes to the log, with its stack. */
export function logUnexpected(error: TRPCError, procedure: string | undefined): void {
  if (error.code !== "INTERNAL_SERVER_ERROR" || error.cause instanceof AppError) return;
  log.error({ err: error.cause ?? error, procedure }, "unexpected error");
}
