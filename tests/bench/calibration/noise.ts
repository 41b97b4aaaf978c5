import { normalsFrom, type Random, seededRandom } from "~/core/stats/random";

/** Laws of independent numbers with mean 0 and variance 1. */
export const noiseLaws = {
  gaussian: (random: Random, count: number) => normalsFrom(random, count),
  uniform: (random: Random, count: number) =>
    Float64Array.from({ length: count }, () => Math.sqrt(12) * (random() - 0.5)),
  laplace: (random: Random, count: number) =>
    Float64Array.from({ length: count }, () => {
      const u = random() - 0.5;
      return (-Math.sign(u) * Math.log(1 - 2 * Math.abs(u))) / Math.SQRT2;
    }),
} satisfies Record<string, (random: Random, count: number) => Float64Array>;

/** Student's t with three degrees of freedom. */
export function studentT3(random: Random, count: number): Float64Array {
  const z = normalsFrom(random, 4 * count);
  return Float64Array.from({ length: count }, (_, i) => {
    const [a, b, c, d] = z.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    return a / Math.sqrt((b * b + c * c + d * d) / 3);
  });
}

/** [rows, columns] with each row multiplied by e^{spread · z}: lognormal row norms. */
export function scaleRows(matrix: Float64Array, columns: number, spread: number, seed: number): Float64Array {
  const factors = normalsFrom(seededRandom(seed), matrix.length / columns).map((z) => Math.exp(spread * z));
  return matrix.map((value, at) => value * factors[Math.floor(at / columns)]!);
}

export function rowNorms(matrix: Float64Array, columns: number): Float64Array {
  return Float64Array.from({ length: matrix.length / columns }, (_, i) =>
    Math.hypot(...matrix.subarray(i * columns, (i + 1) * columns)),
  );
}

/** The rows with the largest norms. */
export function topRows(norms: Float64Array, count: number): Int32Array {
  return Int32Array.from(norms.keys())
    .sort((a, b) => norms[b]! - norms[a]! || a - b)
    .slice(0, count);
}
