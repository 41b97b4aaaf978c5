import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import type { Database } from "~/db/client";
import { AppError } from "~/core/errors";
import type { LiveHub } from "./live/liveHub";
import { trpcCodes } from "./trpcCodes";

export interface Context {
  readonly db: Database;
  readonly live: LiveHub;
}

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  // A browser that hears nothing for three pings takes the connection for dead and resumes it.
  sse: { ping: { enabled: true, intervalMs: 3_000 }, client: { reconnectAfterInactivityMs: 9_000 } },
  errorFormatter: ({ shape, error }) => {
    const { cause } = error;
    const named = cause instanceof AppError;
    const message = error.code === "INTERNAL_SERVER_ERROR" && !named ? unexpected : shape.message;
    // The stack stays in the server's log.
    return {
      code: shape.code,
      message,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, reason: named ? cause.code : null },
    };
  },
});

const unexpected = "Something went wrong inside Plateau; the server's log says what.";

/** Errors written for the reader reach the reader, under tRPC's name for their code. */
const namedErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    const { cause } = result.error;
    throw new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause });
  }
  return result;
});

export const router = t.router;
export const procedure = t.procedure.use(namedErrors);
export const createCallerFactory = t.createCallerFactory;
