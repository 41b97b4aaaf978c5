import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { countSpikes } from "~/core/spectra/noise/countSpikes";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { check, type Check } from "./check";

/** Matrices whose spectra are known: a power law of eigenvalues, and noise with as many spikes as were planted. */
export function checkPlantedSpectra(backend: ComputeBackend): Check[] {
  return [
    ...[2.5, 4].flatMap((alpha) => checkPowerLaw(backend, alpha)),
    ...[0, 1, 5].flatMap((spikes) => checkSpikes(backend, spikes)),
  ];
}

function checkPowerLaw({ kernels }: ComputeBackend, alpha: number): Check[] {
  const n = 200;
  const planted = Float64Array.from({ length: n }, (_, i) => (1 - (i + 0.5) / n) ** (-1 / (alpha - 1)));
  const matrix = rotated(planted, n);
  const eigenvalues = kernels.eigenvalues(kernels.gram(matrix, n, n), n);
  const farthest = eigenvalues.reduce(
    (most, value, i) => Math.max(most, Math.abs(value / planted[i]! - 1)),
    0,
  );
  return [
    check(`eigenvalues of a matrix with α = ${alpha}, largest relative error`, farthest, {
      expected: 0,
      tolerance: 1e-9,
    }),
    check(`α of that matrix`, fitAlphaWw(eigenvalues).alpha ?? NaN, { expected: alpha, tolerance: 0.1 }),
  ];
}

/** [n, n] with the singular values √λ: a diagonal between two reflections. */
function rotated(eigenvalues: Float64Array, n: number): Float64Array {
  const [left, right] = [1, 2].map((seed) => {
    const vector = normalsFrom(seededRandom(seed), n);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  }) as [Float64Array, Float64Array];
  const roots = eigenvalues.map(Math.sqrt);
  const shared = roots.reduce((sum, root, i) => sum + root * left[i]! * right[i]!, 0);
  // (I − 2uuᵀ) D (I − 2vvᵀ) = D − 2u(uᵀD) − 2(Dv)vᵀ + 4(uᵀDv) uvᵀ
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const diagonal = i === j ? roots[i]! : 0;
    const [ui, uj, vi, vj] = [left[i]!, left[j]!, right[i]!, right[j]!];
    return diagonal - 2 * ui * uj * roots[j]! - 2 * roots[i]! * vi * vj + 4 * shared * ui * vj;
  });
}

function checkSpikes({ kernels }: ComputeBackend, planted: number): Check[] {
  const [rows, columns] = [128, 512];
  const matrix = normalsFrom(seededRandom(3), rows * columns);
  const strength = 1.6 * (Math.sqrt(rows) + Math.sqrt(columns));
  // Rows of signs that alternate after 1, 2, 4 … columns are orthogonal.
  for (let spike = 0; spike < planted; spike++) {
    for (let j = 0; j < columns; j++) {
      const sign = Math.floor(j / 2 ** spike) % 2 === 0 ? 1 : -1;
      matrix[spike * columns + j]! += (sign * strength) / Math.sqrt(columns);
    }
  }
  const eigenvalues = kernels.eigenvalues(kernels.gram(matrix, rows, columns), rows);
  const found = countSpikes(eigenvalues, { rows, columns, excessKurtosis: excessKurtosis(matrix)! });
  return [
    check(`spikes in noise with ${planted} planted`, found?.spikes ?? NaN, {
      expected: planted,
      tolerance: 0,
    }),
    check(`variance of that noise`, found?.sigma2 ?? NaN, { expected: 1, tolerance: 0.03 }),
  ];
}
