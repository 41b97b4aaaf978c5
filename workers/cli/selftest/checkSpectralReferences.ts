import { detX } from "~/core/spectra/detX";
import { fitAlphaCsn2 } from "~/core/spectra/exponents/fitAlphaCsn2";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { jensenShannonDistance } from "~/core/spectra/jensenShannonDistance";
import { marchenkoPasturMedian } from "~/core/spectra/noise/marchenkoPastur";
import { largestNoiseEigenvalue } from "~/core/spectra/noise/tracyWidom";
import { participationRatio } from "~/core/spectra/participationRatio";
import { spectralEntropy } from "~/core/spectra/spectralEntropy";
import { compareTailModels } from "~/core/spectra/tails/compareTailModels";
import { weightWatcherDetails } from "~/core/spectra/weightWatcherDetails";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { type Check, checkNear, closedForm, eigenvalueBased } from "./check";

/** Numbers that numpy and scipy computed from the same seeded inputs, each within its relative tolerance. */
export function checkSpectralReferences({ kernels }: ComputeBackend): Check[] {
  const uniform = seededRandom(42);
  const pareto = Float64Array.from({ length: 200 }, () => uniform() ** -0.5).sort();
  const ww = fitAlphaWw(pareto, { smallest: 0 });
  const tail = compareTailModels(pareto, ww.xmin);

  const [rows, columns] = [60, 120];
  const noise = normalsFrom(seededRandom(1), rows * columns);
  const eigenvalues = kernels.eigenvalues(kernels.gram(noise, rows, columns), rows);
  const details = weightWatcherDetails(eigenvalues, { rows, columns });

  const harmonic = Float64Array.from({ length: 64 }, (_, i) => 1 / (64 - i));
  const distance = jensenShannonDistance(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 1, 1, 7));
  const onesAndZeros = new Float64Array(100).fill(1, 90);

  return [
    checkNear("α of WeightWatcher, 200 Pareto values", ww.alpha, 3.008305857896687, closedForm),
    checkNear(
      "α two-sided and unbiased, the same values",
      fitAlphaCsn2(pareto).alpha,
      2.98822279931772,
      closedForm,
    ),
    checkNear(
      "their log-likelihood over an exponential's",
      tail.exponential?.R,
      19.997918019683958,
      closedForm,
    ),
    checkNear("p of Vuong's test of that", tail.exponential?.p, 0.06834490667706149, closedForm),
    checkNear(
      "largest eigenvalue of 60 × 120 noise",
      details.lambda_max,
      319.80187314043764,
      eigenvalueBased,
    ),
    checkNear("its stable rank", details.stable_rank, 22.798384245117862, eigenvalueBased),
    checkNear("its α of WeightWatcher", details.alpha, 3.4376547736816296, eigenvalueBased),
    checkNear("Marchenko–Pastur median, Q = 4", marchenkoPasturMedian(4), 0.9160040706866119, closedForm),
    checkNear(
      "Tracy–Widom 99 % edge, 3072 × 768",
      largestNoiseEigenvalue(3072, 768).edge99,
      2.270223926629558,
      closedForm,
    ),
    checkNear("participation ratio of 1/i", participationRatio(harmonic), 13.811267732378782, closedForm),
    checkNear("spectral entropy of 1/i, nats", spectralEntropy(harmonic), 3.3713524723525867, closedForm),
    checkNear("Jensen–Shannon distance, nats", distance, 0.23531538982863204, closedForm),
    checkNear("detX of ninety zeros and ten ones", detX(onesAndZeros).count, 11, 0),
  ];
}
