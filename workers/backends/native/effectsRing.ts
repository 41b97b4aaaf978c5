/** [bytes that were sent and not read] */
export type Unread = Int32Array<SharedArrayBuffer>;

const waitMs = 50;

/**
 * Memory of a thread that sends blocks of float64 to another, which reads them in their order: each block lies behind the
 * one before it, and after the last place comes the first again, once that is read. So nothing is allocated block by block.
 */
export class EffectsRing {
  private readonly memory: Float64Array<SharedArrayBuffer>;
  private next = 0;

  constructor(
    length: number,
    private readonly unread: Unread,
  ) {
    this.memory = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT * length));
  }

  /**
   * Copies a block to where it may lie until it is read; one that is longer than the ring gets memory of its own.
   *
   * @param whileWaiting called again and again while whoever reads is busy; what it throws ends the wait
   * @returns the copy, and the bytes that the reader gives back by `haveRead`
   */
  place(values: Float64Array, whileWaiting: () => void): { copy: Float64Array; bytes: number } {
    const { length, buffer } = this.memory;
    const isLarge = values.length > length;
    const left = length - this.next;
    const isAtEnd = !isLarge && values.length > left;
    const skipped = isAtEnd ? left : 0;
    const bytes = Float64Array.BYTES_PER_ELEMENT * (skipped + values.length);
    // One that finds everything read may always lie down.
    for (let held; (held = Atomics.load(this.unread, 0)) > 0 && held + bytes > buffer.byteLength;) {
      whileWaiting();
      Atomics.wait(this.unread, 0, held, waitMs);
    }
    const begin = isAtEnd ? 0 : this.next;
    const copy = isLarge
      ? new Float64Array(new SharedArrayBuffer(values.byteLength))
      : this.memory.subarray(begin, begin + values.length);
    if (!isLarge) this.next = begin + values.length;
    copy.set(values);
    Atomics.add(this.unread, 0, bytes);
    return { copy, bytes };
  }
}

/** Tells the ring's thread that as many bytes may be written over. */
export function haveRead(unread: Unread, bytes: number): void {
  Atomics.sub(unread, 0, bytes);
  Atomics.notify(unread, 0);
}
