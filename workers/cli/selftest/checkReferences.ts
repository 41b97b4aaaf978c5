import { fitRankCurve, rankDesign } from "~/core/regimes/rankCurve";
import { hingeShape } from "~/core/regimes/hingeShape";
import { fitAlphaCsn2 } from "~/core/spectra/exponents/fitAlphaCsn2";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { marchenkoPasturMedian } from "~/core/spectra/noise/marchenkoPastur";
import { largestNoiseEigenvalue } from "~/core/spectra/noise/tracyWidom";
import { weightWatcherDetails } from "~/core/spectra/weightWatcherDetails";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { check, type Check } from "./check";

/** Of METHODS §8: closed forms, what follows from eigenvalues, rank fits. */
const [closedForm, eigenvalueBased, rankFit] = [1e-9, 1e-8, 1e-6];

/** Numbers that numpy and scipy computed from the same seeded inputs, each within its relative tolerance. */
export function checkReferences({ kernels }: ComputeBackend): Check[] {
  const uniform = seededRandom(42);
  const pareto = Float64Array.from({ length: 200 }, () => uniform() ** -0.5).sort();

  const [rows, columns] = [60, 120];
  const noise = normalsFrom(seededRandom(1), rows * columns);
  const eigenvalues = kernels.eigenvalues(kernels.gram(noise, rows, columns), rows);
  const details = weightWatcherDetails(eigenvalues, { rows, columns });

  const ranks = Float64Array.from({ length: 512 }, (_, i) => i + 1);
  const knee = Math.log(20);
  const curve = ranks.map((r) => {
    const x = Math.log(r);
    return -0.05 * Math.min(x, knee) - 0.7 * Math.max(x - knee, 0) + Math.log1p(-r / 513);
  });
  const shape = hingeShape(fitRankCurve(curve, rankDesign(512)).bestHinge, curve);

  const near = (name: string, value: number | null, expected: number, relative: number) =>
    check(name, value ?? NaN, { expected, tolerance: relative * Math.abs(expected) });
  return [
    near(
      "α of WeightWatcher, 200 Pareto values",
      fitAlphaWw(pareto, { smallest: 0 }).alpha,
      3.008305857896687,
      closedForm,
    ),
    near(
      "α two-sided and unbiased, the same values",
      fitAlphaCsn2(pareto).alpha,
      2.98822279931772,
      closedForm,
    ),
    near("largest eigenvalue of 60 × 120 noise", details.lambda_max, 319.80187314043764, eigenvalueBased),
    near("its stable rank", details.stable_rank, 22.798384245117862, eigenvalueBased),
    near("its α of WeightWatcher", details.alpha, 3.4376547736816296, eigenvalueBased),
    near("Marchenko–Pastur median, Q = 4", marchenkoPasturMedian(4), 0.9160040706866119, closedForm),
    near(
      "Tracy–Widom 99 % edge, 3072 × 768",
      largestNoiseEigenvalue(3072, 768).edge99,
      2.270223926629558,
      closedForm,
    ),
    near("slope behind the plateau of a drawn curve", shape.b2, -0.683454562453363, rankFit),
  ];
}
