/**
 * ln Γ(x) for x > 0, to about 1e-14 relative to max(1, |ln Γ|): the argument is raised above 12 by
 * Γ(x) = Γ(x+1)/x, where Stirling's series is exact to double precision with seven terms.
 */
export function logGamma(x: number): number {
  let raised = x;
  let product = 1;
  while (raised < 12) product *= raised++;

  const square = 1 / (raised * raised);
  const series = stirling.reduceRight((sum, coefficient) => coefficient + square * sum, 0) / raised;
  return (
    (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
  );
}

/** B₂ₖ / (2k(2k−1)), k = 1 … 7. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
