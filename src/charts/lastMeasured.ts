/** The last step that has a value, and that value. */
export function lastMeasured(
  steps: ArrayLike<number>,
  values: ArrayLike<number | null>,
): { step: number; value: number; index: number } | null {
  for (let index = steps.length - 1; index >= 0; index--) {
    const value = values[index];
    if (typeof value === "number" && Number.isFinite(value)) return { step: steps[index]!, value, index };
  }
  return null;
}
