import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "~workers/log";

const firstDelayMs = 250;
const longestDelayMs = 15_000;
/** One that lived so long was well; the delays begin again. */
const healthyMs = 30_000;
const graceMs = 5_000;

/**
 * Keeps a child process running until `signal` is aborted: one that dies is started again, after a delay that doubles
 * while it keeps dying. At the end it is asked to stop, and after a grace made to.
 */
export async function keepRunning(
  name: string,
  start: () => ChildProcess,
  options: { signal: AbortSignal; log: Log },
): Promise<void> {
  const { signal, log } = options;
  const isOver = () => signal.aborted;
  let delayMs = firstDelayMs;
  for (;;) {
    const begin = performance.now();
    const child = start();
    const ended = once(child, "exit").catch(() => undefined);
    const stop = () => {
      child.kill("SIGTERM");
      void sleep(graceMs, undefined, { ref: false }).then(() => child.kill("SIGKILL"));
    };
    signal.addEventListener("abort", stop, { once: true });
    await ended;
    signal.removeEventListener("abort", stop);
    if (isOver()) return;

    if (performance.now() - begin > healthyMs) delayMs = firstDelayMs;
    log.warn(
      `${name} ended (${child.signalCode ?? `exit code ${child.exitCode ?? "unknown"}`}); starting it again in ${delayMs} ms`,
    );
    await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    if (isOver()) return;
    delayMs = Math.min(2 * delayMs, longestDelayMs);
  }
}
