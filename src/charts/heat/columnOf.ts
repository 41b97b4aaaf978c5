/** The column of a step; null where the map has none. */
export function columnOf(steps: readonly number[], step: number | null): number | null {
  const column = step === null ? -1 : steps.indexOf(step);
  return column < 0 ? null : column;
}
