import type { Random } from "../stats/random";

/**
 * ln v of n independent values of a law, descending: p uniform on (0, 1), r = p (n + 1). The ranks come in their order, as
 * sums of exponential steps over their total, so that nothing needs to be sorted where the law falls everywhere.
 *
 * @param law ln v at a rank between 0 and n + 1
 * @param list [n] what it is written to
 */
export function drawRankedList(law: (rank: number) => number, list: Float64Array, random: Random): void {
  const step = () => -Math.log1p(-random());
  let sum = 0;
  for (let i = 0; i < list.length; i++) list[i] = sum += step();
  const scale = (list.length + 1) / (sum + step());
  let falls = true;
  for (let i = 0, before = Infinity; i < list.length; i++) {
    const value = law(list[i]! * scale);
    falls &&= value <= before;
    list[i] = before = value;
  }
  if (!falls) list.sort().reverse();
}
