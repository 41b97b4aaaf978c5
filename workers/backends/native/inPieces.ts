interface Pieces {
  /** Pieces begin at multiples of this. */
  grain: number;
  /** Called between pieces. */
  throwIfCancelled: (() => void) | undefined;
}

const wantedMs = 150;

/**
 * Does [0, total) piece by piece, each as large as takes about a seventh of a second at the pace of the last one, since
 * nothing can stop a kernel that has begun.
 */
export function inPieces(
  total: number,
  { grain, throwIfCancelled }: Pieces,
  work: (begin: number, count: number) => void,
): void {
  let size = grain;
  for (let begin = 0; begin < total;) {
    throwIfCancelled?.();
    const count = Math.min(size, total - begin);
    const started = performance.now();
    work(begin, count);
    const pace = count / Math.max(0.01, performance.now() - started);
    size = grain * Math.max(1, Math.min(Math.round((pace * wantedMs) / grain), (8 * size) / grain));
    begin += count;
  }
}
