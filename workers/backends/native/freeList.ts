/** The most that is kept for reuse. A training step needs the same sizes again and again. */
const mostBytes = 512 * 2 ** 20;

/**
 * Arrays that were let go, by length. A fresh array of some megabytes costs its page faults, about as much as the
 * arithmetic on it; one that was just used is even in the cache.
 */
export class FreeList {
  private readonly byLength = new Map<number, Float32Array[]>();
  private bytes = 0;

  /** An array of this length with undefined contents. */
  take(length: number): Float32Array {
    const found = this.byLength.get(length)?.pop();
    if (found === undefined) return new Float32Array(length);
    this.bytes -= found.byteLength;
    return found;
  }

  /** The caller must not touch the array any more. */
  give(values: Float32Array): void {
    if (this.bytes + values.byteLength > mostBytes) this.clear();
    if (values.byteLength > mostBytes) return;
    const same = this.byLength.get(values.length);
    if (same === undefined) this.byLength.set(values.length, [values]);
    else same.push(values);
    this.bytes += values.byteLength;
  }

  clear(): void {
    this.byLength.clear();
    this.bytes = 0;
  }
}
