/** One recomputed number beside what it must be. */
export interface Check {
  name: string;
  value: number;
  expected: number;
  /** The largest distance that is right. */
  tolerance: number;
  holds: boolean;
}

export function check(
  name: string,
  value: number,
  { expected, tolerance }: { expected: number; tolerance: number },
): Check {
  return { name, value, expected, tolerance, holds: Math.abs(value - expected) <= tolerance };
}

/** The same with a relative tolerance; a number that is lacking does not hold. */
export const checkNear = (
  name: string,
  value: number | null | undefined,
  expected: number,
  relative: number,
) => check(name, value ?? NaN, { expected, tolerance: relative * Math.abs(expected) });

/** Of METHODS §8: closed forms, what follows from eigenvalues, rank fits. */
export const [closedForm, eigenvalueBased, rankFit] = [1e-9, 1e-8, 1e-6] as const;
