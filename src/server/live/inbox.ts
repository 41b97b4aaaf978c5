/**
 * What one reader has still to read: pushed at by the tail, awaited by the reader. It never holds more than
 * `capacity` items; a reader who falls further behind loses them all, is told so by `overflowed`, and reads what
 * it missed from the database.
 */
export class Inbox<T> {
  private items: T[] = [];
  private wake: (() => void) | null = null;
  private lost = false;

  constructor(
    private readonly capacity: number,
    private readonly signal: AbortSignal,
  ) {}

  push(item: T): void {
    if (this.items.length >= this.capacity) {
      this.items = [];
      this.lost = true;
    }
    if (!this.lost) this.items.push(item);
    this.wake?.();
  }

  /** All that has arrived, waiting for at least one; empty once the signal is aborted or something was lost. */
  async take(): Promise<T[]> {
    if (this.items.length === 0 && !this.lost && !this.signal.aborted) await this.somethingHappens();
    const taken = this.items;
    this.items = [];
    return taken;
  }

  /** Whether items were lost since the last time this was asked. */
  overflowed(): boolean {
    const { lost } = this;
    this.lost = false;
    return lost;
  }

  private somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.signal.removeEventListener("abort", done);
        this.wake = null;
        resolve();
      };
      this.wake = done;
      this.signal.addEventListener("abort", done, { once: true });
    });
  }
}
