import { AppError } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import { frequencyDirection } from "../frequencyDirection";
import { inOneSet } from "../inOneSet";
import type { KernelLibrary } from "../kernelLibrary";
import type { AblationOptions } from "../numericKernels";
import { requireAblationProblem } from "../requireAblationProblem";
import { type AblationBudget, cellsOf, logitBias, neuronGrain, paddedLength } from "./ablationRows";
import { frequencyProducts, noFrequencyProducts } from "./frequencyProducts";
import { inPieces } from "./inPieces";
import { innerNorm } from "./innerNorm";
import { centredRows, scaledRows } from "./normedRows";

const mostPositions = 256;
/** Neurons times tokens up to which powers of all signatures cost less than the sums that they spare, on tiles. */
const mostByTiles = 2 ** 24;

interface Options {
  onEffects: AblationOptions["onEffects"] | undefined;
  throwIfCancelled: AblationOptions["throwIfCancelled"] | undefined;
  budget: AblationBudget;
}

/**
 * Exact mean ablation of every neuron where there is a cap of the logits, a norm of the MLP's output, or token frequency is
 * asked for: METHODS §2, the algebra in workers/kernels/ablationExtended.h, and for small shifts along frequency, where the
 * CPU has tiles, in ablationFrequency.h. Bits do not depend on how the tables are cut nor on threads.
 *
 * @throws AppError as nativeAblate
 */
export function ablateExtended(
  library: KernelLibrary,
  given: AblationProblem,
  { onEffects, throwIfCancelled, budget }: Options,
): AblationSums {
  const problem = inOneSet(given);
  const sizes = requireAblationProblem(problem);
  const { T, m, V, d } = sizes;
  const sums = emptyAblationSums(problem, sizes);
  const { norm, epsilon, gamma, unembedding, activations, postNorm, frequency } = problem;
  const cap = problem.softCap ?? 0;
  const ld = paddedLength(V);
  const bias = logitBias(problem, sizes, ld);
  const cells = cellsOf(problem);
  const inPadding = (values: Float64Array) => {
    const row = new Float64Array(ld);
    row.set(values);
    return row;
  };
  const logUnigram = frequency && inPadding(frequency.logUnigram);
  const direction = frequency && Float32Array.from(inPadding(frequencyDirection(frequency.logUnigram)));

  const byTiles =
    frequency !== null &&
    postNorm === null &&
    cap === 0 &&
    library.variant === "amx" &&
    m * ld <= mostByTiles;
  const tables = 2 + (postNorm ? 1 : 0) + (cap > 0 ? 1 : 0) + (frequency ? 1 : 0) + (byTiles ? 9 : 0);
  const rows = Math.min(T, mostPositions, Math.max(1, Math.floor(budget.positionBytes / (4 * tables * ld))));
  const neurons = Math.min(m, Math.max(1, Math.floor(budget.neuronBytes / (4 * ld * (byTiles ? 4 : 1)))));
  const table = (wanted: boolean) => (wanted ? library.floats(rows * ld) : null);
  const byProducts = byTiles ? frequencyProducts(library, unembedding, { rows, neurons, V, ld, d }) : null;
  const L = library.floats(rows * ld);
  const weights = byProducts?.weights ?? library.floats(rows * ld);
  const [H, tanhs, surprise] = [table(postNorm !== null), table(cap > 0), table(frequency !== null)];
  const positionNumbers = new Float64Array(rows * numbersOfPosition);
  const g = library.floats(neurons * ld);
  const [middle, range, along] = [0, 1, 2].map(() => new Float64Array(neurons)) as Three;
  const [free, frozen] = [new Float64Array(rows * neurons), new Float64Array(rows * neurons)];
  const kept = frequency && new Float64Array(rows * neurons);
  const divergence = frequency && new Float64Array(rows * neurons);
  // |KL' − KL| has no sign worth a sum, but the kernel adds both.
  const unread = frequency && new Float64Array(sums.absolute.length);
  const pieces = { grain: neuronGrain, throwIfCancelled };
  const [signaturesInPieces, effectsInPieces] = [inPieces(pieces), inPieces(pieces)];

  for (let i = 0; i < m; i += neurons) {
    const n = Math.min(neurons, m - i);
    const wOut = problem.wOut.subarray(i * d, (i + n) * d);
    const weight = postNorm && Float64Array.from(wOut);
    const output = centredRows(postNorm ? byGamma(wOut, postNorm.gamma) : wOut, d, norm);
    const scaledOutput = scaledRows(output, gamma, null);
    signaturesInPieces({ total: n, weight: 1 }, (k, count) => {
      const signatures = g.subarray(k * ld, (k + count) * ld);
      library.gemm(0, 1, count, V, d, 1, scaledOutput.subarray(k * d), d, unembedding, d, 0, signatures, ld);
      library.ablation_signatures(signatures, count, V, ld, middle.subarray(k), range.subarray(k));
      if (direction) library.ablation_projections(count, ld, signatures, direction, along.subarray(k));
      byProducts?.readSignatures(signatures, k, count);
    });

    for (let t = 0; t < T; t += rows) {
      throwIfCancelled?.();
      const positions = Math.min(rows, T - t);
      const targets = problem.targets.subarray(t, t + positions);
      const residual = centredRows(problem.finalResidual.subarray(t * d, (t + positions) * d), d, norm);
      const normed = scaledRows(residual, gamma, epsilon);
      const inner = postNorm && innerNorm(postNorm, { t, positions, norm });
      library.gemm(0, 1, positions, V, d, 1, normed, d, unembedding, d, 0, L, ld);
      if (H && inner)
        library.gemm(
          0,
          1,
          positions,
          V,
          d,
          1,
          scaledRows(inner.written, gamma, null),
          d,
          unembedding,
          d,
          0,
          H,
          ld,
        );
      library.ablation_extended_positions(
        ...([L, H, positions, V, ld, bias, targets, cap, logUnigram, direction] as const),
        ...([weights, tanhs, surprise, positionNumbers, sums.loss.subarray(t, t + positions)] as const),
      );

      if (surprise && direction) byProducts?.readPositions({ count: positions, L, surprise, direction });

      effectsInPieces({ total: n, weight: positions }, (k, count) => {
        const at = i + k;
        byProducts?.multiply(scaledOutput.subarray(k * d), k, count);
        const products = byProducts?.products ?? noFrequencyProducts;
        library.ablation_extended_effects(
          ...([positions, count, V, ld, d, L, H, bias, targets, cap] as const),
          ...([direction, weights, tanhs, surprise, positionNumbers] as const),
          ...([g.subarray(k * ld, (k + count) * ld), middle.subarray(k), range.subarray(k)] as const),
          ...([along.subarray(k), activations.subarray(t * m + at), m] as const),
          ...([sums.meanActivation.subarray(at), residual, output.subarray(k * d)] as const),
          ...([inner?.written ?? null, inner?.mlpOutput ?? null, weight?.subarray(k * d) ?? null] as const),
          ...([epsilon, postNorm?.epsilon ?? 0, gamma, unembedding] as const),
          ...([products.linear, products.squares, products.cubes, products.fourths] as const),
          ...([products.tableSums] as const),
          ...([free, frozen, kept, divergence] as const),
        );
        const collect = (effects: Float64Array, absolute: Float64Array, signed: Float64Array) =>
          library.ablation_collect(
            ...([positions, count, m, cells.subarray(t), effects] as const),
            ...([absolute.subarray(at), signed.subarray(at)] as const),
          );
        collect(free, sums.absolute, sums.signed);
        collect(frozen, sums.frozenAbsolute, sums.frozenSigned);
        if (sums.frequency && kept && divergence && unread) {
          collect(kept, sums.frequency.frozenAbsolute, sums.frequency.frozenSigned);
          collect(divergence, sums.frequency.divergence, unread);
        }
        onEffects?.({ t, count: positions, i: at, n: count, free });
      });
    }
  }
  if (!sums.loss.every(Number.isFinite) || !sums.absolute.every(Number.isFinite))
    throw new AppError(
      "not_measurable",
      "Ablation: the logits of this checkpoint leave the range of float32.",
    );
  return sums;
}

/** Of a position, in ablationExtended.h. */
const numbersOfPosition = 8;

type Three = [Float64Array, Float64Array, Float64Array];

/** Each row times γ. [rows, d] */
function byGamma(rows: Float32Array, gamma: Float32Array): Float64Array {
  return Float64Array.from(rows, (value, at) => value * gamma[at % gamma.length]!);
}
