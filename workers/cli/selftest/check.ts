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
