/** Log-spaced bins of a spectrum: density per unit of λ, so that ρ(λ) ~ λ^−α is a line of slope −α on log–log. */
export interface LogHistogram {
  /** One more than densities. */
  edges: number[];
  /** count / (total · width); an empty bin is a gap. */
  densities: (number | null)[];
}

export function logEdges(low: number, high: number, bins: number): number[] {
  const ratio = Math.log(high / low) / bins;
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low * Math.exp(ratio * i)));
}

/** @param values positive, ascending; `total` counts those outside the edges, too */
export function logHistogram(values: ArrayLike<number>, edges: number[], total: number): LogHistogram {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (const value of Array.from(values)) {
    if (value < edges[0]! || value > edges.at(-1)!) continue;
    while (bin < counts.length - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return {
    edges,
    densities: counts.map((count, i) => (count === 0 ? null : count / (total * (edges[i + 1]! - edges[i]!)))),
  };
}

/** The outline of the bars as one line: flat over each bin, a gap over an empty one. */
export function outline({ edges, densities }: LogHistogram): { x: number[]; y: (number | null)[] } {
  const x: number[] = [];
  const y: (number | null)[] = [];
  densities.forEach((density, i) => {
    // The right end stays a hair inside its bin: two values of one x would be one point.
    x.push(edges[i]!, edges[i + 1]! * (1 - 1e-9));
    y.push(density, density);
  });
  return { x, y };
}
