import type { LaidOutCurve } from "./layOutCurves";

export type Joined = [x: number[], ...y: (number | null | undefined)[][]];

/** The curves on one x column, as uPlot wants them: `undefined` where a curve has no value there, `null` in its gaps. */
export function joinColumns(curves: readonly LaidOutCurve[]): Joined {
  const first = curves[0];
  if (!first) return [[]];
  const shared = curves.every(
    ({ x }) => x.length === first.x.length && x.every((value, i) => value === first.x[i]),
  );
  if (shared) return [first.x, ...curves.map(({ y }) => y)];

  const x = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
  const places = new Map(x.map((value, i) => [value, i]));
  const columns = curves.map((curve) => {
    const column = new Array<number | null | undefined>(x.length).fill(undefined);
    curve.x.forEach((value, i) => (column[places.get(value)!] = curve.y[i]));
    return widenGaps(column);
  });
  return [x, ...columns];
}

/** A gap reaches to the neighbours on both sides, over whatever x other curves have in between. */
function widenGaps(column: (number | null | undefined)[]) {
  const passOver = (indices: number[]) => {
    let inGap = false;
    for (const i of indices) {
      if (column[i] === undefined && inGap) column[i] = null;
      else inGap = column[i] === null;
    }
  };
  const forwards = column.map((_, i) => i);
  passOver(forwards);
  passOver(forwards.reverse());
  return column;
}
