import { setTimeout as sleep } from "node:timers/promises";
import { channels } from "~/core/events";
import type { Db } from "~/db/client";
import type { StoredEvent } from "~/db/events";
import { listenTo } from "~/db/listen";
import { Inbox } from "./inbox";
import { RunTail } from "./runTail";

/** Notifications can be early (see RunTail) or lost with their connection; this bounds the delay. */
const SWEEP_MS = 1_000;

/** One LISTEN connection and one tail per watched run, shared by every browser this process serves. */
export class LiveHub {
  private readonly tails = new Map<string, RunTail>();
  private readonly observers = new Set<Inbox<string>>();
  private listening: Promise<void> | null = null;

  /** @param signal ends the listening for good */
  constructor(
    private readonly db: Db,
    private readonly databaseUrl: string,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * The events of a run after `cursor` (from now on when null), each once, in order of commit, until `signal` is
   * aborted. Listens before the first read, so nothing falls between the past and the present.
   */
  async *follow(runId: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    await this.listen();
    const tail = this.tailOf(runId);
    try {
      yield* tail.follow(cursor, signal);
    } finally {
      if (tail.readers === 0) this.tails.delete(runId);
    }
  }

  /** The id of each run in which something happened, until `signal` is aborted. */
  async *changes(signal: AbortSignal): AsyncGenerator<string> {
    await this.listen();
    const inbox = new Inbox<string>(1_000, signal);
    this.observers.add(inbox);
    try {
      while (!signal.aborted) {
        yield* new Set(await inbox.take());
        inbox.overflowed();
      }
    } finally {
      this.observers.delete(inbox);
    }
  }

  /** How many browsers are reading. */
  get readers(): number {
    return [...this.tails.values()].reduce((sum, tail) => sum + tail.readers, this.observers.size);
  }

  /** Stands once for all readers; tried again by the next one when the database was not there. */
  private listen(): Promise<void> {
    this.listening ??= this.startListening().catch((error: unknown) => {
      this.listening = null;
      throw error;
    });
    return this.listening;
  }

  private async startListening(): Promise<void> {
    const notified = (_channel: string, runId: string | null) => this.notified(runId);
    await listenTo(this.databaseUrl, [channels.events], notified, this.signal);
    void this.sweep();
  }

  /** @param runId null: any run may have moved */
  private notified(runId: string | null): void {
    if (runId === null) {
      for (const tail of this.tails.values()) tail.sweep();
    } else {
      this.tails.get(runId)?.notified();
      for (const inbox of this.observers) inbox.push(runId);
    }
  }

  private async sweep(): Promise<void> {
    while (!this.signal.aborted) {
      await sleep(SWEEP_MS, undefined, { signal: this.signal, ref: false }).catch(() => undefined);
      this.notified(null);
    }
  }

  private tailOf(runId: string): RunTail {
    const tail = this.tails.get(runId) ?? new RunTail(this.db, runId);
    this.tails.set(runId, tail);
    return tail;
  }
}
