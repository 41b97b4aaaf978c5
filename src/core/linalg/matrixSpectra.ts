import { requireThat } from "../errors";
import { seededRandom } from "../stats/random";
import { shuffle } from "../stats/shuffle";
import { gram } from "./gram";
import type { MatrixSpectraOf, WindowsOfMatrix } from "./matrixKernels";
import { symmetricEigenvalues } from "./symmetricEigenvalues";

/** The plain version: each of them on its own. */
export const matrixSpectra: MatrixSpectraOf = (weights, { seed, ...matrix }) => {
  requireWindows(weights, matrix);
  const { rows, columns, starts } = matrix;
  const n = Math.min(rows, columns);
  const spectrumOf = (entries: Float32Array, ...shape: [rows: number, columns: number]) =>
    symmetricEigenvalues(gram(entries, ...shape), n);
  const windows = new Float64Array(starts.length * n);
  starts.forEach((start, at) => windows.set(spectrumOf(cutWindow(weights, matrix, start), n, n), at * n));
  return {
    whole: spectrumOf(weights, rows, columns),
    shuffled: spectrumOf(shuffle(weights.slice(), seededRandom(seed)), rows, columns),
    windows,
  };
};

function cutWindow(weights: Float32Array, { rows, columns }: WindowsOfMatrix, start: number): Float32Array {
  if (rows > columns) return weights.subarray(start * columns, (start + columns) * columns);
  return Float32Array.from({ length: rows * rows }, (_, at) => {
    const row = Math.floor(at / rows);
    return weights[row * columns + start + at - row * rows]!;
  });
}

/** @throws AppError invalid_argument where the shape is not the matrix's, or the windows do not cover it */
export function requireWindows(weights: Float32Array, { rows, columns, starts }: WindowsOfMatrix): void {
  requireThat(
    weights.length === rows * columns,
    `a ${rows} × ${columns} matrix has ${rows * columns} entries, not ${weights.length}`,
  );
  const n = Math.min(rows, columns);
  const ends = [0, ...starts.map((start) => start + n)];
  const covered = starts.every((start, at) => {
    const least = at === 0 ? 0 : starts[at - 1]!;
    return Number.isInteger(start) && start >= least && start <= ends[at]!;
  });
  requireThat(
    starts.length === 0 || (covered && ends.at(-1) === Math.max(rows, columns)),
    `windows of ${n} that begin at ${starts.join(", ")} do not cover ${Math.max(rows, columns)} side by side`,
  );
}
