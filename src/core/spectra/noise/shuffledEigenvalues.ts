import { requireThat } from "../../errors";
import type { EigenvaluesOf, GramOf } from "../../linalg/matrixKernels";
import { seededRandom } from "../../stats/random";
import { shuffle } from "../../stats/shuffle";

/**
 * The spectrum after all entries of a matrix were shuffled: the same values without any structure between them, so
 * what remains of a heavy tail is that of the entries. WeightWatcher's "randomize".
 *
 * @param weights [rows, columns], left as it was
 * @returns [min(rows, columns)] ascending
 */
export function shuffledEigenvalues(
  weights: Float32Array | Float64Array,
  options: { rows: number; columns: number; seed: number; gramOf: GramOf; eigenvaluesOf: EigenvaluesOf },
): Float64Array {
  const { rows, columns, seed, gramOf, eigenvaluesOf } = options;
  requireThat(
    weights.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${weights.length}`,
  );
  const shuffled = shuffle(weights.slice(), seededRandom(seed));
  return eigenvaluesOf(gramOf(shuffled, rows, columns), Math.min(rows, columns));
}
