interface Pieces {
  /** Pieces begin at multiples of this. */
  grain: number;
  /** Called between pieces. */
  throwIfCancelled: (() => void) | undefined;
}

interface Work {
  /** Items to do. */
  total: number;
  /** What an item takes, in any unit that is the same in all calls. */
  weight: number;
}

const wantedMs = 150;

/**
 * Does items piece by piece, each as large as takes about a seventh of a second at the pace of the last one, of whatever
 * call, since nothing can stop a kernel that has begun.
 */
export function inPieces({ grain, throwIfCancelled }: Pieces) {
  /** What a piece may weigh. */
  let most = 0;

  return ({ total, weight }: Work, work: (begin: number, count: number) => void): void => {
    for (let begin = 0; begin < total;) {
      throwIfCancelled?.();
      const fitting = grain * Math.max(1, Math.floor(most / (weight * grain)));
      const count = Math.min(fitting, total - begin);
      const started = performance.now();
      work(begin, count);
      const pace = (count * weight) / Math.max(0.01, performance.now() - started);
      // One fast piece may be chance: the next is eight times as large at most.
      most = Math.min(pace * wantedMs, 8 * count * weight);
      begin += count;
    }
  };
}
