import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { fitMarchenkoPastur } from "~/core/spectra/noise/fitMarchenkoPastur";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { check, type Check } from "./check";

/** Laws that the spectra of known matrices obey. */
export function checkSpectra({ kernels }: ComputeBackend): Check[] {
  const [rows, columns] = [192, 384];
  const noise = normalsFrom(seededRandom(3), rows * columns);
  const eigenvalues = kernels.eigenvalues(kernels.gram(noise, rows, columns), rows);
  const fit = fitMarchenkoPastur(eigenvalues, { rows, columns });

  const planted = 3;
  const quantiles = Float64Array.from(
    { length: 2000 },
    (_, i) => (1 - (i + 0.5) / 2000) ** (-1 / (planted - 1)),
  );
  const alpha = fitAlphaWw(quantiles).alpha ?? NaN;

  return [
    check("Marchenko–Pastur: variance of Gaussian noise", fit.sigma2 ?? NaN, {
      expected: 1,
      tolerance: 0.03,
    }),
    check("Marchenko–Pastur: spikes in Gaussian noise", fit.spikes ?? NaN, { expected: 0, tolerance: 1 }),
    check("α planted in 2,000 eigenvalues", alpha, { expected: planted, tolerance: 0.1 }),
  ];
}
