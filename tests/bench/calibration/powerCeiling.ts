import { type ModelCurve, modelCurve, nullModelNames } from "~/core/regimes/rankModels";
import { nelderMead } from "~/core/stats/nelderMead";
import { seededRandom } from "~/core/stats/random";
import { threeRegimesAt } from "~tests/helpers/rankCurves";
import type { Bench } from "../record";

/** Bins of ln v: shares of a law, [bins]. */
const [lowest, highest, width] = [-16, 6, 0.01];
const bins = Math.round((highest - lowest) / width);
const place = (x: number) => Math.min(bins - 1e-9, Math.max(0, (x - lowest) / width));

const r1 = 50;
const kappa = 0.6;
const level = 0.01;
const lists = 4000;
const least = 1e-12;

/**
 * How often could any test of level .01 find the plateaus that `curveNulls` plants? By Neyman and Pearson none is better than
 * the likelihood ratio of one who knows the planted law and the law without a kink that comes nearest to it.
 */
export const bench: Bench = (only = "") => {
  const cases = [512, 1024, 3072].flatMap((n) => [0.1, 0.2, 0.3].map((noise) => ({ n, noise })));
  const named = cases.map((one) => ({
    ...one,
    name: `ceiling of the power, plateau of ${r1}, ${one.n} neurons, log-noise ${one.noise}`,
  }));
  const wanted = named.filter(({ name }) => name.includes(only));
  return Promise.resolve(
    wanted.map(({ n, noise, name }) => {
      const planted = plantedShares(n, noise);
      const nearest = nearestLaw(planted, n);
      return {
        name,
        value: power(planted, nearest.shares, n),
        unit: "",
        bar: null,
        backend: "TypeScript, one thread",
        sizes: `${lists} lists; nearest law: ${nearest.name}, ${(n * nearest.divergence).toFixed(1)} nats away`,
      };
    }),
  );
};

/** As `sampleThreeRegimes` draws, times e^{noise · z}. */
function plantedShares(n: number, noise: number): Float64Array {
  const still = new Float64Array(bins);
  const points = 400_000;
  for (let i = 0; i < points; i++) {
    const rank = Math.max((n * (i + 0.5)) / points, 0.3);
    still[Math.floor(place(threeRegimesAt(rank, { n, r1, kappa })))]! += 1 / points;
  }
  const reach = Math.ceil((6 * noise) / width);
  const bell = Float64Array.from({ length: 2 * reach + 1 }, (_, j) =>
    Math.exp(-(((j - reach) * width) ** 2) / (2 * noise ** 2)),
  );
  const total = bell.reduce((sum, value) => sum + value, 0);
  const shares = new Float64Array(bins);
  still.forEach((share, i) => {
    if (share === 0) return;
    bell.forEach((part, j) => {
      const bin = Math.min(bins - 1, Math.max(0, i + j - reach));
      shares[bin]! += (share * part) / total;
    });
  });
  return shares;
}

/** null where the curve does not fall everywhere: no list has such quantiles. */
function lawShares(curve: ModelCurve, n: number): Float64Array | null {
  const law = modelCurve(curve, n);
  const shares = new Float64Array(bins);
  const points = 4000;
  let [above, passed] = [bins - 1e-9, 0];
  for (let i = 0; i < points; i++) {
    // Even in the logit, so that both ends are resolved.
    const p = 1 / (1 + Math.exp(16 - (32 * (i + 0.5)) / points));
    const x = place(law(p * (n + 1)));
    if (!(x <= above)) return null;
    const length = Math.max(above - x, 1e-12);
    for (let bin = Math.floor(x); bin <= Math.floor(above); bin++) {
      shares[bin]! += ((p - passed) * (Math.min(above, bin + 1) - Math.max(x, bin))) / length;
    }
    [above, passed] = [x, p];
  }
  shares[0]! += 1 - passed;
  return shares;
}

/** Kullback and Leibler's, in nats per value. */
function divergenceOf(from: Float64Array, to: Float64Array | null): number {
  if (to === null) return Infinity;
  let sum = 0;
  from.forEach((share, bin) => {
    if (share > 0) sum += share * Math.log(share / Math.max(to[bin]!, least));
  });
  return sum;
}

function nearestLaw(planted: Float64Array, n: number) {
  const found = nullModelNames.map((name) => {
    const curveAt = (coefficients: readonly number[]) => ({
      name,
      coefficients: [...coefficients],
      knots: [],
    });
    const distance = (coefficients: readonly number[]) =>
      divergenceOf(planted, lawShares(curveAt(coefficients), n));
    let point = name === "dgbd" ? [0, -0.3, 1] : [-1, 0.5];
    // A simplex that has shrunk beside the minimum is spread out again.
    for (let round = 0; round < 3; round++)
      ({ point } = nelderMead(distance, point, {
        steps: point.map(() => 0.2),
        tolerance: 1e-9,
        maxSteps: 400,
      }));
    return { name, shares: lawShares(curveAt(point), n)!, divergence: distance(point) };
  });
  return found.reduce((best, law) => (law.divergence < best.divergence ? law : best));
}

function power(planted: Float64Array, nearest: Float64Array, n: number): number {
  const ratio = planted.map((share, bin) =>
    Math.log(Math.max(share, 1e-300) / Math.max(nearest[bin]!, least)),
  );
  const ratiosOf = (shares: Float64Array, seed: number) => {
    const draw = drawFrom(shares, seed);
    return Float64Array.from({ length: lists }, () => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += ratio[draw()]!;
      return sum;
    }).sort();
  };
  const atLevel = ratiosOf(nearest, 1)[Math.floor((1 - level) * lists)]!;
  return ratiosOf(planted, 2).filter((sum) => sum > atLevel).length / lists;
}

function drawFrom(shares: Float64Array, seed: number): () => number {
  const random = seededRandom(seed);
  const below = new Float64Array(bins);
  shares.reduce((sum, share, bin) => (below[bin] = sum + share), 0);
  return () => {
    const at = random() * below[bins - 1]!;
    let [from, to] = [0, bins - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (below[middle]! < at) from = middle + 1;
      else to = middle;
    }
    return from;
  };
}
