import { requireThat } from "../errors";
import { digamma } from "./special/digamma";

/**
 * The mutual information of two continuous variables in nats, by Kraskov, Stögbauer and Grassberger's first estimator
 * (2004, eq. 8):
 *
 *     I = ψ(k) + ψ(N) − ⟨ψ(n_x + 1) + ψ(n_y + 1)⟩,
 *
 * n_x the number of other points nearer in x than ε, the distance in the maximum norm to a point's k-th neighbour. It is
 * about 0, and at times below, for independent variables. Ties break it: values must be distinct.
 *
 * Neighbours are searched outwards in the order of x, so N points take about N^1.5 steps.
 *
 * @param x [N] and y [N], finite; N > k
 */
export function mutualInformation(x: Float64Array, y: Float64Array, k = 3): number {
  const n = x.length;
  requireThat(y.length === n, `${n} values of one variable and ${y.length} of the other are no pairs`);
  requireThat(n > k && k >= 1, `${k} neighbours need more than ${k} points, not ${n}`);
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || a - b);
  const xs = Float64Array.from(order, (i) => x[i]!);
  const ys = Float64Array.from(order, (i) => y[i]!);
  const sortedY = ys.slice().sort();

  let sum = 0;
  for (let i = 0; i < n; i++) {
    const radius = distanceOfNeighbour(i, xs, ys, k);
    sum +=
      digamma(Math.max(1, within(xs, xs[i]!, radius))) +
      digamma(Math.max(1, within(sortedY, ys[i]!, radius)));
  }
  return digamma(k) + digamma(n) - sum / n;
}

/** In the maximum norm, from point i to its k-th nearest. @param xs ascending */
function distanceOfNeighbour(i: number, xs: Float64Array, ys: Float64Array, k: number): number {
  const n = xs.length;
  const nearest = new Float64Array(k).fill(Infinity);
  let left = i - 1;
  let right = i + 1;
  for (;;) {
    const toLeft = left >= 0 ? xs[i]! - xs[left]! : Infinity;
    const toRight = right < n ? xs[right]! - xs[i]! : Infinity;
    const step = Math.min(toLeft, toRight);
    if (step >= nearest[k - 1]! || step === Infinity) return nearest[k - 1]!;
    const other = toLeft <= toRight ? left-- : right++;
    const distance = Math.max(step, Math.abs(ys[other]! - ys[i]!));
    let at = k - 1;
    if (distance >= nearest[at]!) continue;
    for (; at > 0 && nearest[at - 1]! > distance; at--) nearest[at] = nearest[at - 1]!;
    nearest[at] = distance;
  }
}

/** Points nearer than the radius, the point itself among them. */
function within(sorted: Float64Array, centre: number, radius: number): number {
  const first = partition(sorted, (value) => centre - value >= radius);
  return partition(sorted, (value) => value - centre < radius) - first;
}

/** How many of the ascending values `holds` is true for; it is so up to some value and not behind. */
function partition(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
