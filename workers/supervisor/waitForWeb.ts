import { setTimeout as sleep } from "node:timers/promises";

/** Returns when the page answers, or when `signal` is aborted. */
export async function waitForWeb(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await fetch(`${url}/api/health`, { signal });
      return;
    } catch {
      await sleep(50);
    }
  }
}
