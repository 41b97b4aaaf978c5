/**
 * f = (ln p − mean ln p) / ‖ln p − mean ln p‖ over the vocabulary: the unit direction of logits along which tokens differ by
 * how frequent they are. METHODS §2, after Stolfo et al. (2406.16254).
 *
 * @param logUnigram [V] ln p
 * @returns [V]; all 0 where every token is as frequent as every other, so that there is no such direction
 */
export function frequencyDirection(logUnigram: Float64Array): Float64Array {
  const V = logUnigram.length;
  const mean = logUnigram.reduce((sum, value) => sum + value, 0) / V;
  const centred = logUnigram.map((value) => value - mean);
  const norm = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  // Equal numbers may differ from their mean by its rounding.
  const rounding = 1e-12 * Math.abs(mean) * Math.sqrt(V);
  return norm > rounding ? centred.map((value) => value / norm) : centred.fill(0);
}
