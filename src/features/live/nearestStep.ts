/** The measured step closest to the one asked for; null when nothing is measured. Ties go to the earlier one. */
export function nearestStep(steps: readonly number[], wanted: number): number | null {
  let nearest: number | null = null;
  for (const step of steps) {
    if (nearest === null || Math.abs(step - wanted) < Math.abs(nearest - wanted)) nearest = step;
  }
  return nearest;
}

/** The measured step `by` places further on, held at both ends. */
export function neighbourStep(steps: readonly number[], from: number | null, by: number): number | null {
  const at = from === null ? steps.length - 1 : steps.indexOf(from);
  return steps[Math.min(steps.length - 1, Math.max(0, at + by))] ?? null;
}
