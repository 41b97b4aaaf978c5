/**
 * The complementary error function, (2/√π) ∫ₓ^∞ exp(−t²) dt, to about 1e-15 relative.
 *
 * @returns erfc(x); 0 from x = 27 on, where it underflows
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return x < seriesLimit ? 1 - erfBySeries(x) : Math.exp(-x * x) * erfcx(x);
}

/**
 * The scaled complementary error function exp(x²)·erfc(x), which stays in range where erfc underflows.
 * It overflows to Infinity below x ≈ −26.6.
 */
export function erfcx(x: number): number {
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  return x < seriesLimit ? Math.exp(x * x) * (1 - erfBySeries(x)) : erfcxByTrapezoids(x);
}

const seriesLimit = 1;

/** erf x = (2/√π) e^{−x²} Σ 2ᵏ x^{2k+1} / (1·3·…·(2k+1)): all terms positive, so nothing cancels. */
function erfBySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/**
 * The trapezoidal rule with step h = ½ on erfc(x) = (2x/π) e^{−x²} ∫₀^∞ e^{−t²}/(x²+t²) dt, corrected for the pole
 * at t = ix; its error is e^{−π²/h²} ≈ 1e-17 (Chiarella and Reichel 1968).
 */
function erfcxByTrapezoids(x: number): number {
  const h = 0.5;
  const xx = x * x;
  let sum = 0.5 / xx;
  for (let k = 1; k <= 13; k++) {
    const t = k * h;
    sum += Math.exp(-t * t) / (t * t + xx);
  }
  const poleMatters = x < Math.PI / h;
  const pole = poleMatters ? (2 * Math.exp(xx)) / Math.expm1((2 * Math.PI * x) / h) : 0;
  return ((2 * h * x) / Math.PI) * sum - pole;
}
