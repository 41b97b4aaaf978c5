import { setTimeout as wait } from "node:timers/promises";

/** How a source deals with a network that fails: all of it can be given, so that a test need not wait. */
export interface Patience {
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Uniform in (0, 1). */
  readonly random: () => number;
  /** Failures in a row after which it gives up. */
  readonly attempts: number;
  /** Without a byte for so long a connection counts as lost. */
  readonly idleMs: number;
}

export const defaultPatience: Patience = {
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
  random: Math.random,
  attempts: 6,
  idleMs: 30_000,
};

const longestWaitMs = 300_000;

/** Doubling from half a second to half a minute, and half of it by chance, so that many clients do not return at once. */
export function backOffMs(failures: number, random: () => number): number {
  return Math.min(30_000, 500 * 2 ** (failures - 1)) * (0.5 + 0.5 * random());
}

/** What a server asks for: seconds, or a date. null when it asks for nothing. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? 1000 * Number(header) : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(longestWaitMs, Math.max(0, ms)) : null;
}
