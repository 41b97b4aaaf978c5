/**
 * The detX (trace-log) condition of WeightWatcher: the eigenvalues, scaled to mean 1, are multiplied from the largest
 * down, and `count` is how many it takes for the product to fall below 1. By cumulative logarithms, because the product
 * itself overflows above some 2,800 eigenvalues. At a self-consistent optimum that tail is the power law's.
 *
 * @param scaled ascending, of mean 1, not empty
 * @returns count, all of them if the product never falls below 1; and `index` of the smallest one of them
 */
export function detX(scaled: Float64Array): { count: number; index: number } {
  let logProduct = 0;
  let count = 0;
  while (count < scaled.length) {
    logProduct += Math.log(Math.max(0, scaled[scaled.length - 1 - count]!));
    count++;
    if (logProduct < 0) break;
  }
  return { count, index: scaled.length - count };
}
