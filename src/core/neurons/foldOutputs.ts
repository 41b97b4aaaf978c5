/**
 * Output weights as the unembedding meets them: centred, where the final norm centres, and times its γ, so that logits
 * move by outputs·W_U.
 *
 * @param wOut [m, d]
 * @param gamma [d]
 */
export function foldOutputs(
  wOut: Float32Array,
  { norm, gamma }: { norm: "layer" | "rms"; gamma: Float32Array },
): Float32Array {
  const d = gamma.length;
  const folded = new Float32Array(wOut.length);
  for (let start = 0; start < wOut.length; start += d) {
    let mean = 0;
    if (norm === "layer") for (let j = 0; j < d; j++) mean += wOut[start + j]! / d;
    for (let j = 0; j < d; j++) folded[start + j] = (wOut[start + j]! - mean) * gamma[j]!;
  }
  return folded;
}
