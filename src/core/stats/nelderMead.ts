interface Vertex {
  point: number[];
  value: number;
}

export interface Minimum {
  point: number[];
  value: number;
  /** Whether the simplex had shrunk to the tolerance before the steps ran out. */
  converged: boolean;
}

/**
 * Nelder and Mead's simplex search for a minimum of `f`, which may return Infinity outside its domain. Reflection 1,
 * expansion 2, contraction and shrinkage ½; it stops when the values at the vertices agree to `tolerance` and the
 * vertices to its square root.
 *
 * @param start a point where f is finite
 * @param steps the size of the first simplex along each coordinate
 */
export function nelderMead(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  options: { steps: readonly number[]; tolerance?: number; maxSteps?: number },
): Minimum {
  const { steps, tolerance = 1e-12, maxSteps = 2000 } = options;
  const at = (point: number[]): Vertex => ({ point, value: f(point) });
  const simplex = [
    at([...start]),
    ...steps.map((step, i) => at(start.map((x, j) => (i === j ? x + step : x)))),
  ];
  const last = simplex.length - 1;

  for (let step = 0; step < maxSteps; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0]!;
    const worst = simplex[last]!;
    if (worst.value - best.value <= tolerance && extentOf(simplex) <= Math.sqrt(tolerance)) {
      return { ...best, converged: true };
    }

    const centre = best.point.map(
      (_, j) => simplex.slice(0, last).reduce((sum, vertex) => sum + vertex.point[j]!, 0) / last,
    );
    const along = (factor: number) => at(centre.map((c, j) => c + factor * (worst.point[j]! - c)));

    const reflected = along(-1);
    let replacement: Vertex | null = reflected;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) replacement = expanded;
    } else if (reflected.value >= simplex[last - 1]!.value) {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      replacement = contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
    }

    if (replacement) simplex[last] = replacement;
    else
      for (let i = 1; i <= last; i++) {
        simplex[i] = at(simplex[i]!.point.map((x, j) => (x + best.point[j]!) / 2));
      }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { ...simplex[0]!, converged: false };
}

function extentOf(simplex: readonly Vertex[]): number {
  const [best, ...others] = simplex;
  return Math.max(...others.flatMap(({ point }) => point.map((x, j) => Math.abs(x - best!.point[j]!))));
}
