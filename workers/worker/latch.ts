import { setTimeout as sleep } from "node:timers/promises";

/** Remembers that somebody called until somebody waits, so that no call falls between looking and waiting. */
export class Latch {
  private isSet = false;
  private wake: (() => void) | null = null;

  set(): void {
    this.isSet = true;
    this.wake?.();
  }

  /** Returns at once when set, else when it is, after `timeoutMs` or when `signal` is aborted; and clears it. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.isSet && !signal.aborted) {
      const timer = new AbortController();
      const timeout = sleep(timeoutMs, undefined, { signal: AbortSignal.any([signal, timer.signal]) });
      const set = new Promise<void>((resolve) => (this.wake = resolve));
      await Promise.race([timeout, set]).catch(() => undefined);
      timer.abort();
      timeout.catch(() => undefined);
    }
    this.wake = null;
    this.isSet = false;
  }
}
