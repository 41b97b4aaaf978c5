import { normalsFrom, type Random, seededRandom } from "~/core/stats/random";

/**
 * ln v of a plateau of slope −.05 up to rank r1, a power law of exponent κ behind it, and the generic end.
 */
export function threeRegimesAt(rank: number, { n, r1, kappa }: { n: number; r1: number; kappa: number }) {
  const x = Math.log(rank);
  const knot = Math.log(r1);
  const end = Math.log1p(-Math.min(rank / (n + 1), 1 - 1e-9));
  return -0.05 * Math.min(x, knot) - kappa * Math.max(x - knot, 0) + end;
}

/** n independent values with that ranked curve. r1 = 0 plants no plateau. */
export function sampleThreeRegimes(
  shape: { n: number; r1: number; kappa: number },
  seed: number,
): Float64Array {
  const random = seededRandom(seed);
  const planted = { ...shape, r1: Math.max(shape.r1, 1e-9) };
  return Float64Array.from({ length: shape.n }, () =>
    Math.exp(threeRegimesAt(Math.max(random() * shape.n, 0.3), planted)),
  );
}

/** Laws without a plateau. */
export const smoothLaws: Record<string, (n: number, random: Random) => Float64Array> = {
  "half-normal": (n, random) => normalsFrom(random, n).map(Math.abs),
  exponential: (n, random) => Float64Array.from({ length: n }, () => -Math.log(random())),
  lognormal: (n, random) => normalsFrom(random, n).map(Math.exp),
  "power law with decay": (n, random) =>
    sampleThreeRegimes({ n, r1: 0, kappa: 0.6 }, Math.floor(random() * 2 ** 32)),
};
