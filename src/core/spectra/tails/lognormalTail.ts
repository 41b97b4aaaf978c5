import { erfcx } from "../../stats/special/erfc";
import { logNormalCdf, normalCdf } from "../../stats/normalCdf";
import { type TailLaw, type TailSample, powerLawTail } from "./tailSample";

/**
 * The lognormal law of y, given y ≥ 1, by maximum likelihood: t = ln y is normal(μ, σ²) given t ≥ 0.
 *
 * With h = μ/σ and the mean excess r(h) = h + φ(h)/Φ(h), the two moment equations E t = σ r and E t² = σ²(1 + h r)
 * leave one unknown: (1 + h r)/r² = mean t²/(mean t)². The left side falls from 2 (h → −∞, an exponential law of t,
 * that is a power law of y) to 1, so the solution is unique and bisection finds it; at 2 or above the best lognormal
 * is the power law itself, and μ and σ are null.
 */
export function lognormalTail(sample: TailSample): TailLaw & { mu: number | null; sigma: number | null } {
  const ratio = sample.meanTSquared / sample.meanT ** 2;
  if (ratio >= momentsAt(lowestH).ratio) return { ...powerLawTail(sample), mu: null, sigma: null };

  let low = lowestH;
  let high = highestH;
  for (let step = 0; step < 120; step++) {
    const middle = (low + high) / 2;
    if (momentsAt(middle).ratio > ratio) low = middle;
    else high = middle;
  }
  const h = (low + high) / 2;
  const sigma = sample.meanT / momentsAt(h).excess;
  const logMass = logScaledMass(h);
  return {
    mu: h * sigma,
    sigma,
    // −(t/σ − h)²/2 − ln Φ(h) with the h²/2 of both cancelled by hand: h reaches −10⁵ in practice.
    logDensity: (t) => {
      const u = t / sigma;
      return -t - u * (u / 2 - h) - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - logMass;
    },
  };
}

const lowestH = -1e6;
const highestH = 40;

function momentsAt(h: number): { excess: number; ratio: number } {
  if (h > -5) {
    const excess = h + Math.exp(-0.5 * h * h) / Math.sqrt(2 * Math.PI) / normalCdf(h);
    return { excess, ratio: (1 + h * excess) / excess ** 2 };
  }
  // Mills' ratio as a continued fraction, r = 1/(x + q), q = 2/(x + 3/(x + 4/…)): nothing cancels.
  const x = -h;
  let q = 0;
  for (let k = 80; k >= 2; k--) q = k / (x + q);
  return { excess: 1 / (x + q), ratio: q * (x + q) };
}

/** ln( Φ(h)·e^{h²/2} ) */
function logScaledMass(h: number): number {
  return h < 0 ? Math.log(0.5 * erfcx(-h / Math.SQRT2)) : logNormalCdf(h) + (h * h) / 2;
}
