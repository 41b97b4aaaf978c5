import { extremes } from "~/core/neurons/extremes";
import { foldOutputs } from "~/core/neurons/foldOutputs";
import { moments } from "~/core/neurons/moments";
import type { GramOf } from "~/core/linalg/matrixKernels";
import { rowNorms } from "~/core/neurons/weightStatistics";
import type { Vector } from "~/db/vectors";
import type { OutputHead } from "~workers/lm/languageModel";
import { logitRows } from "./logitRows";
import { logitVariances } from "./logitVariances";
import { unitRows } from "./unitRows";

/** Tokens listed of each neuron, at either end. */
export const promotedTokens = 10;

/**
 * What each neuron's output weight does to the logits: moments over the vocabulary of cos(w_out, W_U[:,v]) (kurtosis not
 * excess); LogitVar, the same variance with the final norm folded in and W_U centred, as Stolfo et al. have it; and the
 * tokens it moves most, in logits times the final norm's deviation per unit of activation.
 */
export async function logitStatistics(
  wOut: Float32Array,
  {
    norm,
    gamma,
    unembedding,
    gramOf,
  }: Pick<OutputHead, "norm" | "gamma" | "unembedding"> & { readonly gramOf: GramOf },
): Promise<Vector[]> {
  const width = gamma.length;
  const neurons = wOut.length / width;
  const columns = () => new Array<number | null>(neurons).fill(null);
  const cosines = { mean: columns(), variance: columns(), skew: columns(), kurtosis: columns() };
  const ids = {
    top: new Int32Array(neurons * promotedTokens),
    bottom: new Int32Array(neurons * promotedTokens),
  };
  const values = {
    top: new Float32Array(neurons * promotedTokens),
    bottom: new Float32Array(neurons * promotedTokens),
  };

  const writes = rowNorms(wOut, width);
  const raw = { unembedding: unitRows(unembedding, width), width };
  await logitRows(unitRows(wOut, width), raw, (neuron, row) => {
    if (writes[neuron] === 0) return;
    const { mean, variance, skew, kurtosis } = moments(row);
    cosines.mean[neuron] = mean;
    cosines.variance[neuron] = variance;
    cosines.skew[neuron] = skew;
    cosines.kurtosis[neuron] = kurtosis;
  });

  const ones = new Float32Array(width).fill(1);
  const centred = foldOutputs(wOut, { norm, gamma: ones });
  const folded = unitRows(foldedUnembedding(unembedding, { norm, gamma }), width);
  const variances = logitVariances(unitRows(centred, width), { unembedding: folded, width, gramOf });
  const logitVariance = Array.from(variances, (variance, neuron) => (writes[neuron] === 0 ? null : variance));

  await logitRows(foldOutputs(wOut, { norm, gamma }), { unembedding, width }, (neuron, row) => {
    const found = extremes(row, promotedTokens);
    for (const end of ["top", "bottom"] as const) {
      ids[end].set(found[end], neuron * promotedTokens);
      found[end].forEach((token, k) => (values[end][neuron * promotedTokens + k] = row[token]!));
    }
  });

  return [
    ...Object.entries(cosines).map(([name, column]) => ({ name: `logit.${name}`, band: "", values: column })),
    { name: "neuron.logitVariance", band: "", values: logitVariance },
    ...(["top", "bottom"] as const).flatMap((end) => [
      { name: `promoted.${end}.ids`, band: "", values: ids[end] },
      { name: `promoted.${end}.values`, band: "", values: values[end] },
    ]),
  ];
}

/** [V, d] (u_v − mean over tokens)⊙γ and, where the final norm centres, centred over d. */
function foldedUnembedding(
  unembedding: Float32Array,
  { norm, gamma }: Pick<OutputHead, "norm" | "gamma">,
): Float32Array {
  const d = gamma.length;
  const tokens = unembedding.length / d;
  const mean = new Float64Array(d);
  for (let v = 0, at = 0; v < tokens; v++)
    for (let j = 0; j < d; j++, at++) mean[j]! += unembedding[at]! / tokens;
  const folded = new Float32Array(unembedding.length);
  for (let start = 0; start < folded.length; start += d) {
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const value = (unembedding[start + j]! - mean[j]!) * gamma[j]!;
      folded[start + j] = value;
      sum += value;
    }
    if (norm === "layer") for (let j = 0; j < d; j++) folded[start + j]! -= sum / d;
  }
  return folded;
}
