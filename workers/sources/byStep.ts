/** By step, those without one last, then by name. */
export function byStep<T extends { step: number | null; label: string }>(entries: readonly T[]): T[] {
  return [...entries].sort(
    (a, b) => (a.step ?? mostSteps) - (b.step ?? mostSteps) || (a.label < b.label ? -1 : 1),
  );
}

const mostSteps = Number.MAX_SAFE_INTEGER;
