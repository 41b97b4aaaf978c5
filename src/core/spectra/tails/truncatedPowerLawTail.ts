import { nelderMead } from "../../stats/nelderMead";
import { type TailLaw, type TailSample, powerLawTail } from "./tailSample";

/**
 * The power law with an exponential cut-off, y^−α e^{−Λy}/Z on y ≥ 1, Λ > 0, by maximum likelihood. Where no cut-off
 * helps it is the power law and `lambda` is 0. Λ is in the units of xmin.
 */
export function truncatedPowerLawTail(sample: TailSample): TailLaw & { alpha: number; lambda: number } {
  const { meanT, meanY } = sample;
  const plain = powerLawTail(sample);
  const meanLogLikelihood = (alpha: number, lambda: number) =>
    -alpha * meanT - lambda * meanY - logNormalizer(alpha, lambda);

  const starts = [
    [plain.alpha, Math.log(1e-3)],
    [Math.max(plain.alpha - 0.5, 0.5), Math.log(0.1 / meanY)],
  ];
  const [best] = starts
    .map((start) =>
      nelderMead(([alpha, logLambda]) => -meanLogLikelihood(alpha!, Math.exp(logLambda!)), start, {
        steps: [0.2, 0.5],
        tolerance: 1e-13,
      }),
    )
    .sort((a, b) => a.value - b.value);

  const plainLogLikelihood = plain.logDensity(meanT, meanY);
  if (-best!.value <= plainLogLikelihood) return { ...plain, lambda: 0 };
  const alpha = best!.point[0]!;
  const lambda = Math.exp(best!.point[1]!);
  const logZ = logNormalizer(alpha, lambda);
  return { alpha, lambda, logDensity: (t, y) => -alpha * t - lambda * y - logZ };
}

/**
 * ln ∫₁^∞ y^−α e^{−Λy} dy = ln ∫₀^∞ exp((1−α)t − Λeᵗ) dt, by the trapezoidal rule after t = exp(u − e^−u), which makes
 * the integrand fall off doubly exponentially on both sides (Takahasi and Mori 1974). Relative error below 1e-9.
 */
export function logNormalizer(alpha: number, lambda: number): number {
  const peak = alpha < 1 ? logAt(Math.max(0, Math.log((1 - alpha) / lambda))) : -lambda;
  let sum = 0;
  for (let k = 0; k < nodes.t.length; k++) {
    sum += Math.exp((1 - alpha) * nodes.t[k]! - lambda * nodes.expT[k]! - peak) * nodes.weight[k]!;
  }
  return peak + Math.log(sum * step);

  function logAt(t: number): number {
    return (1 - alpha) * t - lambda * Math.exp(t);
  }
}

const step = 1 / 32;

/** Of the trapezoidal rule over u = −4 … 6.5: t, eᵗ and dt/du. The same for every law. */
const nodes = (() => {
  const u = Float64Array.from({ length: 10.5 / step + 1 }, (_, k) => -4 + k * step);
  const t = u.map((value) => Math.exp(value - Math.exp(-value)));
  return { t, expT: t.map(Math.exp), weight: t.map((value, k) => value * (1 + Math.exp(-u[k]!))) };
})();
