import type { KernelLibrary } from "../kernelLibrary";
import type { ShortcutSizes } from "./ablationShortcut";

/** Of workers/kernels/ablationFrequency.h: tables over the vocabulary of a position, its sums, and tables times g², g³, g⁴. */
const [tableCount, sumCount] = [10, 14];
const timesPower = { squares: 6, cubes: 3, fourths: 1 };

/** Positions as the kernels made them: workers/kernels/ablationExtended.h. */
interface PreparedPositions {
  count: number;
  L: Float32Array;
  surprise: Float32Array;
  direction: Float32Array;
}

/**
 * The matrix products that sums along token frequency follow from, as workers/kernels/ablationFrequency.h has it.
 *
 * @param sizes the signatures' padding and how many positions and neurons there are at a time
 */
export function frequencyProducts(
  library: KernelLibrary,
  unembedding: Float32Array,
  { rows, neurons, V, ld, d }: Pick<ShortcutSizes, "rows" | "neurons" | "V" | "ld" | "d">,
) {
  const tables = library.floats(tableCount * rows * ld);
  const powersOf = () => library.floats(neurons * ld);
  const powers = { squares: powersOf(), cubes: powersOf(), fourths: powersOf() };
  const tokens = new Float32Array(tableCount * rows * d);
  const products = {
    linear: new Float32Array(tableCount * rows * neurons),
    squares: new Float32Array(timesPower.squares * rows * neurons),
    cubes: new Float32Array(timesPower.cubes * rows * neurons),
    fourths: new Float32Array(timesPower.fourths * rows * neurons),
    tableSums: new Float64Array(sumCount * rows),
  };
  let positions = 0;

  return {
    products,
    /** [rows, ld] the first of the tables, which the clean softmax is to be written to. */
    weights: tables.subarray(0, rows * ld),

    /** @param signatures [count, ld] of neurons from k on */
    readSignatures(signatures: Float32Array, k: number, count: number): void {
      const { squares, cubes, fourths } = powers;
      const from = k * ld;
      library.ablation_frequency_powers(
        ...([count, ld, signatures] as const),
        ...([squares.subarray(from), cubes.subarray(from), fourths.subarray(from)] as const),
      );
    },

    readPositions({ count, L, surprise, direction }: PreparedPositions): void {
      positions = count;
      library.ablation_frequency_tables(count, ld, L, surprise, direction, tables, products.tableSums);
      const all = tableCount * count;
      library.gemm_parts(3, 0, 0, all, d, V, 1, tables, ld, unembedding, d, 0, tokens, d);
    },

    /** The products of those positions with neurons from k on, [.., positions, count] each. @param scaledOutput [count, d] */
    multiply(scaledOutput: Float32Array, k: number, count: number): void {
      const { linear } = products;
      const all = tableCount * positions;
      library.gemm_parts(3, 0, 1, all, count, d, 1, tokens, d, scaledOutput, d, 0, linear, count);
      for (const power of ["squares", "cubes", "fourths"] as const) {
        const [own, into] = [powers[power].subarray(k * ld), products[power]];
        const wanted = timesPower[power] * positions;
        library.gemm_parts(2, 0, 1, wanted, count, V, 1, tables, ld, own, ld, 0, into, count);
      }
    },
  };
}

export const noFrequencyProducts = {
  ...{ linear: null, squares: null, cubes: null, fourths: null, tableSums: null },
};
