/**
 * ψ(x) = d ln Γ(x)/dx for x > 0, to about 1e-15: the argument is raised above 10 by ψ(x) = ψ(x + 1) − 1/x, where the
 * asymptotic series is exact to double precision with seven terms.
 */
export function digamma(x: number): number {
  let raised = x;
  let shift = 0;
  while (raised < 10) shift += 1 / raised++;
  const square = 1 / (raised * raised);
  const series = square * terms.reduceRight((sum, term) => term + square * sum, 0);
  return Math.log(raised) - 0.5 / raised - series - shift;
}

/** B₂ₖ / 2k, k = 1 … 7. */
const terms = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
