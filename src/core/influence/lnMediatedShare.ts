/**
 * 1 − I_frozen / I: the part of each neuron's influence that goes through the final norm's scale. Negative
 * where freezing the norm makes the change larger. The same quotient tells what goes through token frequency.
 *
 * @param absolute [m] I
 * @param frozenAbsolute [m] the same with the norm's standard deviation kept, or the projection on token frequency
 * @returns [m]; null where the neuron has no influence
 */
export function lnMediatedShare(absolute: Float64Array, frozenAbsolute: Float64Array): (number | null)[] {
  return Array.from(absolute, (value, i) => (value > 0 ? 1 - frozenAbsolute[i]! / value : null));
}
