import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "~/db/client";
import { type StoredEvent, latestCursor, listEventsAfter } from "~/db/events";
import { Inbox } from "./inbox";
import { isAfter } from "./isAfter";

const PAGE = 500;
const CAPACITY = 5_000;
/** A committed event stays hidden while an older transaction is open: how often to look for it, at doubling pauses. */
const LOOKS = 6;
const FIRST_PAUSE_MS = 20;

/** Follows one run's events for all who watch it: however many readers, a new event is read from the database once. */
export class RunTail {
  private readonly inboxes = new Set<Inbox<StoredEvent>>();
  private position: Promise<string> | null = null;
  private reading: Promise<void> | null = null;
  private looks = 0;

  constructor(
    private readonly db: Db,
    private readonly runId: string,
  ) {}

  get readers(): number {
    return this.inboxes.size;
  }

  /** Something was committed: read it and hand it round. */
  notified(): void {
    this.look(LOOKS);
  }

  /** Perhaps something was committed. */
  sweep(): void {
    this.look(Math.max(this.looks, 1));
  }

  /**
   * The events after `cursor` (null: from now on), first from the database, then as they are committed; each once,
   * in order. Ends when `signal` is aborted.
   */
  async *follow(cursor: string | null, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    const inbox = new Inbox<StoredEvent>(CAPACITY, signal);
    this.inboxes.add(inbox);
    try {
      const position = await this.begin();
      let last = cursor ?? position;
      for (;;) {
        // The inbox fills meanwhile: nothing is lost between past and present, and what is in both is told apart by its cursor.
        for await (const event of this.past(last)) {
          yield event;
          last = event.cursor;
        }
        do {
          for (const event of await inbox.take()) {
            if (!isAfter(event.cursor, last)) continue;
            yield event;
            last = event.cursor;
          }
          if (signal.aborted) return;
        } while (!inbox.overflowed());
      }
    } finally {
      this.inboxes.delete(inbox);
    }
  }

  private begin(): Promise<string> {
    return (this.position ??= latestCursor(this.db, this.runId));
  }

  private async *past(cursor: string): AsyncGenerator<StoredEvent> {
    for (let last = cursor; ;) {
      const page = await listEventsAfter(this.db, { runId: this.runId, cursor: last, limit: PAGE });
      yield* page;
      last = page.at(-1)?.cursor ?? last;
      if (page.length < PAGE) return;
    }
  }

  private look(times: number): void {
    this.looks = times;
    this.reading ??= this.readOn().finally(() => (this.reading = null));
  }

  private async readOn(): Promise<void> {
    while (this.looks > 0 && this.readers > 0) {
      const left = --this.looks;
      const found = await this.readNew();
      if (this.looks !== left) continue;
      if (found) this.looks = 0;
      else if (left > 0) await sleep(FIRST_PAUSE_MS * 2 ** (LOOKS - 1 - left));
    }
  }

  private async readNew(): Promise<boolean> {
    const before = await this.begin();
    let last = before;
    for await (const event of this.past(before)) {
      last = event.cursor;
      for (const inbox of this.inboxes) inbox.push(event);
    }
    this.position = Promise.resolve(last);
    return last !== before;
  }
}
