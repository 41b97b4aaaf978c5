import { AppError } from "~/core/errors";
import { connect } from "~/db/client";
import { readEnv } from "~/env";
import { LiveHub } from "./live/liveHub";
import type { Context } from "./trpc";

const shared = globalThis as { plateauContext?: Context };

/**
 * The pool and the listener of this process, opened at the first request. Kept on globalThis, because Next bundles
 * pages and routes apart and would open one of each.
 */
export function getContext(): Context {
  return (shared.plateauContext ??= openContext());
}

function openContext(): Context {
  const { DATABASE_URL } = readEnv();
  if (DATABASE_URL === undefined) {
    throw new AppError("unavailable", "DATABASE_URL is not set. Start Plateau with: npm start");
  }
  const db = connect(DATABASE_URL);
  return { db, live: new LiveHub(db, DATABASE_URL, new AbortController().signal) };
}
