/**
 * The training step that a checkpoint's name states: `step1000`, `checkpoint-500`, `iter_0000600`,
 * `step-00000250`, `epoch=3-step=750.ckpt`, `global_step143000`. null where it states none.
 */
export function stepInName(name: string): number | null {
  const labelled = [
    ...name.matchAll(/(?:step|checkpoint|ckpt|iter|iteration|update)s?[-_=]?(\d{1,15})(?!\d)/gi),
  ];
  const found = labelled.at(-1)?.[1] ?? /^(\d{1,15})(?:\.\w+)?$/.exec(name)?.[1];
  return found === undefined ? null : Number(found);
}

/** By step, those without one last, then by name. */
export function byStep<T extends { step: number | null; label: string }>(entries: readonly T[]): T[] {
  return [...entries].sort(
    (a, b) => (a.step ?? mostSteps) - (b.step ?? mostSteps) || (a.label < b.label ? -1 : 1),
  );
}

const mostSteps = Number.MAX_SAFE_INTEGER;
