import { AppError } from "~/core/errors";
import type { MatrixSpectra, WindowsOfMatrix } from "~/core/linalg/matrixKernels";
import { requireWindows } from "~/core/linalg/matrixSpectra";
import type { KernelLibrary } from "../kernelLibrary";
import { requireFinite } from "../requireFinite";

/**
 * The spectra that a weight matrix is measured by, with their products shared and on all cores at once.
 *
 * @param weights [rows, columns]
 * @throws AppError invalid_argument when sizes do not fit, or an entry is NaN or infinite
 */
export function nativeMatrixSpectra(
  library: KernelLibrary,
  weights: Float32Array,
  { rows, columns, starts, seed }: WindowsOfMatrix & { seed: number },
): MatrixSpectra {
  requireWindows(weights, { rows, columns, starts });
  const n = Math.min(rows, columns);
  const count = starts.length;
  const from = Int32Array.of(...starts, count > 0 ? Math.max(rows, columns) : 0);
  const values = new Float64Array((count + 2) * n);
  const shuffled = library.floats(weights.length);
  library.matrix_spectra(weights, rows, columns, from, count, seed | 0, shuffled, values);
  for (let begin = 0; begin < values.length; begin += n) {
    const own = values.subarray(begin, begin + n);
    if (Number.isNaN(own[0])) {
      requireFinite("weights", weights);
      throw new AppError("not_measurable", `The eigenvalues of a ${n} × ${n} matrix did not converge.`);
    }
    own.sort();
  }
  const windows = count * n;
  return {
    windows: values.slice(0, windows),
    whole: values.slice(windows, windows + n),
    shuffled: values.slice(windows + n),
  };
}
