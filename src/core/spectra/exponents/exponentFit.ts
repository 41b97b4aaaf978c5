import { z } from "zod";

/**
 * An estimate of the exponent α of an eigenvalue density with a power-law tail, ρ(λ) ~ λ^−α for λ ≥ xmin. Every
 * estimator returns this. `alpha` is null where there is nothing to fit, and `reason` then says why.
 */
export const ExponentFit = z.object({
  /** "alpha_ww", "alpha_csn2:tail>=10%", "alpha_mid", "alpha_farms:Q=1" */
  method: z.string(),
  alpha: z.number().nullable(),
  /** Kolmogorov–Smirnov distance of the tail from the fitted law, in the method's own definition. */
  ksDistance: z.number().nullable(),
  xmin: z.number().nullable(),
  /** How many eigenvalues are at or above xmin. */
  tailSize: z.int().nullable(),
  /** (α − 1)/√tailSize: the standard error if eigenvalues were independent, which they are not. */
  sigma: z.number().nullable(),
  /** 95 %, under the same assumption. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  reason: z.string().nullable(),
});
export type ExponentFit = z.infer<typeof ExponentFit>;

export function noFit(method: string, reason: string): ExponentFit {
  const nothing = { alpha: null, ksDistance: null, xmin: null, tailSize: null, sigma: null, interval: null };
  return { method, ...nothing, reason };
}
