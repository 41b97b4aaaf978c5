import { requireThat } from "../../errors";
import type { SpectrumKernels } from "../../linalg/matrixKernels";

/**
 * The Gram matrix after all entries of a matrix were shuffled: the same values without any structure between them, so
 * what remains of a heavy tail in its spectrum is that of the entries. WeightWatcher's "randomize".
 *
 * @param weights [rows, columns], left as it was
 * @returns [n, n] with n = min(rows, columns)
 */
export function shuffledGram(
  weights: Float32Array | Float64Array,
  options: { rows: number; columns: number; seed: number } & Pick<SpectrumKernels, "gramOf" | "shuffledOf">,
): Float64Array {
  const { rows, columns, seed, gramOf, shuffledOf } = options;
  requireThat(
    weights.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${weights.length}`,
  );
  return gramOf(shuffledOf(weights, seed), rows, columns);
}
