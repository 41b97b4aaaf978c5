/**
 * Indices of values with a gap on both sides: no line passes through them, so they are drawn as dots.
 * `undefined` is not a gap: the curve just has no value at that x.
 */
export function isolatedPoints(column: ArrayLike<number | null | undefined>): number[] {
  const isolated: number[] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length === 1) isolated.push(run[0]!);
    run = [];
  };
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value === undefined) continue;
    if (value === null) close();
    else if (run.length < 2) run.push(i);
  }
  close();
  return isolated;
}
