import { AppError, requireThat } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import type { KernelLibrary } from "../kernelLibrary";
import type { AblationOptions } from "../numericKernels";
import { requireAblationProblem } from "../requireAblationProblem";
import { ablateExtended } from "./ablateExtended";
import { ablationShortcut } from "./ablationShortcut";
import {
  type AblationBudget,
  ablationBudget,
  cellsOf,
  logitBias,
  neuronGrain,
  paddedLength,
  POSITION_MOMENTS,
} from "./ablationRows";
import { inPieces } from "./inPieces";
import { centredRows, meanSquares, scaledRows } from "./normedRows";
import { productOf } from "./productOf";

/** Enough positions at a time to keep every thread busy. */
const MOST_POSITIONS = { exact: 256, certified: 256 };
/**
 * Tables of a position's weights over the vocabulary, and moments of a pair: products are cheap on tiles, where all up to the
 * third come from some. See workers/kernels/ablation.h.
 */
const TABLES = {
  exact: { weights: 3, planes: 0 },
  certified: { weights: 2, planes: 1 },
  certifiedByTiles: { weights: 1, planes: 4 },
};
/** Positions whose sums a kernel makes in one and the same way: no tile may part them. */
const GROUP = 4;

interface Options extends AblationOptions {
  budget?: AblationBudget;
}

/**
 * Mean ablation of every neuron: METHODS §2, the algebra and its accuracy in workers/kernels/ablation.h. What is of the
 * size of the residual stream is done here in float64; what is of the size of the vocabulary, in C.
 * Each Δ and the order of the sums are the same whatever the tiles and the number of threads.
 *
 * @throws AppError invalid_argument when the parts do not fit each other, or hold a NaN or an infinity; not_measurable when
 * the logits leave the range of float32
 */
export function nativeAblate(
  library: KernelLibrary,
  problem: AblationProblem,
  { tolerance = null, onEffects, throwIfCancelled, budget = ablationBudget }: Options = {},
): AblationSums {
  const sizes = requireAblationProblem(problem);
  requireThat(
    tolerance === null || (tolerance > 0 && tolerance <= 1),
    `tolerance is ${tolerance}; it must be above 0 and at most 1 nat, or null.`,
  );
  if (problem.softCap !== null || problem.postNorm !== null || problem.frequency !== null)
    return ablateExtended(library, problem, { onEffects, throwIfCancelled, budget });
  const { T, m, V, d } = sizes;
  const mode = tolerance === null ? "exact" : "certified";
  const ld = paddedLength(V);
  const byTiles = mode === "certified" && library.variant === "amx";
  const tables = TABLES[byTiles ? "certifiedByTiles" : mode];
  const sums = emptyAblationSums(problem, sizes);
  const bias = logitBias(problem, sizes, ld);
  const { norm, epsilon, gamma, unembedding, activations, sets = 1 } = problem;
  const all = m / sets;

  const fitting = Math.floor(budget.positionBytes / (4 * (1 + tables.weights) * ld));
  const rows = Math.min(T, MOST_POSITIONS[mode], Math.max(GROUP, fitting - (fitting % GROUP)));
  const neurons = Math.min(all, Math.max(1, Math.floor(budget.neuronBytes / (4 * ld))));
  const L = library.floats(rows * ld);
  const weights = library.floats(tables.weights * rows * ld);
  const positionRange = new Float64Array(rows);
  const positionMoments = new Float64Array(POSITION_MOMENTS * rows);
  const g = library.floats(neurons * ld);
  const [middle, neuronRange] = [new Float64Array(neurons), new Float64Array(neurons)];
  const [free, frozen] = [new Float64Array(rows * neurons), new Float64Array(rows * neurons)];
  const certified = new Float64Array(1);
  const cells = cellsOf(problem);
  const shortcut =
    tolerance !== null
      ? ablationShortcut(library, unembedding, { rows, neurons, V, ld, d, planes: tables.planes })
      : null;
  const product = productOf(library);
  const pieces = { grain: neuronGrain, throwIfCancelled };
  const [signaturesInPieces, effectsInPieces] = [inPieces(pieces), inPieces(pieces)];
  let certifiedPairs = 0;

  for (let i = 0; i < all; i += neurons) {
    const n = Math.min(neurons, all - i);
    const output = centredRows(problem.wOut.subarray(i * d, (i + n) * d), d, norm);
    const outputVariance = meanSquares(output, d);
    const scaledOutput = scaledRows(output, gamma, null);
    const output32 = Float32Array.from(output);
    signaturesInPieces({ total: n, weight: 1 }, (k, count) => {
      const signatures = g.subarray(k * ld, (k + count) * ld);
      product(0, 1, count, V, d, 1, scaledOutput.subarray(k * d), d, unembedding, d, 0, signatures, ld);
      library.ablation_signatures(signatures, count, V, ld, middle.subarray(k), neuronRange.subarray(k));
    });

    for (let t = 0; t < T; t += rows) {
      const positions = Math.min(rows, T - t);
      const targets = problem.targets.subarray(t, t + positions);
      const loss = sums.loss.subarray(t, t + positions);
      const residual = centredRows(problem.finalResidual.subarray(t * d, (t + positions) * d), d, norm);
      const normed = scaledRows(residual, gamma, epsilon);
      product(0, 1, positions, V, d, 1, normed, d, unembedding, d, 0, L, ld);
      library.ablation_positions(
        ...([L, positions, V, ld, bias, targets, tables.weights, Number(mode === "certified")] as const),
        ...([weights, positionRange, positionMoments, loss] as const),
      );
      shortcut?.readPositions({ count: positions, L, weights, moments: positionMoments, targets, residual });

      effectsInPieces({ total: n, weight: positions }, (k, count) => {
        shortcut?.multiply({
          count,
          g: g.subarray(k * ld),
          range: neuronRange.subarray(k),
          output: output32.subarray(k * d),
          scaledOutput: scaledOutput.subarray(k * d),
        });
        const products = shortcut?.products ?? noProducts;
        // What is of the size of the vocabulary serves all sets.
        for (let at = i + k; at < m; at += all) {
          library.ablation_effects(
            ...([positions, count, V, ld, d, L, weights, bias, targets] as const),
            ...([positionRange, positionMoments] as const),
            ...([g.subarray(k * ld, (k + count) * ld), neuronRange.subarray(k)] as const),
            ...([activations.subarray(t * m + at), m, sums.meanActivation.subarray(at)] as const),
            ...([residual, output.subarray(k * d), epsilon, gamma, unembedding] as const),
            ...([tolerance ?? 0, middle.subarray(k), outputVariance.subarray(k)] as const),
            ...([products.residualCovariance, products.meanSignature, products.lessTarget] as const),
            ...([products.covariance, tables.planes, products.moments, products.crossed] as const),
            ...([free, frozen, certified] as const),
          );
          certifiedPairs += certified[0]!;
          const collect = (effects: Float64Array, absolute: Float64Array, signed: Float64Array) =>
            library.ablation_collect(
              ...([positions, count, m, cells.subarray(t), effects] as const),
              ...([absolute.subarray(at), signed.subarray(at)] as const),
            );
          collect(free, sums.absolute, sums.signed);
          collect(frozen, sums.frozenAbsolute, sums.frozenSigned);
          onEffects?.({ t, count: positions, i: at, n: count, free });
        }
      });
    }
  }
  if (!sums.loss.every(Number.isFinite) || !sums.absolute.every(Number.isFinite))
    throw new AppError(
      "not_measurable",
      "Ablation: the logits of this checkpoint leave the range of float32.",
    );
  return { ...sums, certifiedShare: tolerance === null ? null : certifiedPairs / (T * m) };
}

const none = new Float32Array(0);
const noProducts = {
  ...{ residualCovariance: none, meanSignature: none, lessTarget: none },
  ...{ covariance: none, moments: none, crossed: none },
};
