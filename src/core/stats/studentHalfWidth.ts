import { studentQuantile } from "./studentT";

/**
 * How far a 95 % interval reaches to either side of a mean whose standard error is itself estimated from S sequences: by
 * Student's law with S − 1 degrees of freedom. null where there is no error, or too few sequences for one.
 */
export function studentHalfWidth(
  standardError: number | null | undefined,
  sequences: number | null | undefined,
): number | null {
  if (typeof standardError !== "number" || typeof sequences !== "number" || sequences < 2) return null;
  return studentQuantile(0.05, sequences - 1) * standardError;
}
