/** What trainers write before the number: `checkpoint-500`, `step_1000`, `ckpt=3`, `iter-20`, `global_step7`. */
const marked =
  /(?:^|[^a-z])(?:global[-_]?step|step|checkpoint|ckpt|iteration|iter|it|update)s?[-_=]?(\d{1,15})(?!\d)/gi;
const digits = /^\d{1,15}$/;

/**
 * The training step that the name of a checkpoint states: the number behind the last of the usual words, or the
 * whole name. "step1000", "epoch=1-step=250.ckpt", "00500". A number elsewhere may be anything: "pythia-70m".
 */
export function stepOfName(name: string): number | null {
  const stem = withoutExtension(name);
  const number = [...stem.matchAll(marked)].at(-1)?.[1] ?? (digits.test(stem) ? stem : undefined);
  return number === undefined ? null : Number(number);
}

/**
 * The steps of checkpoints that lie beside each other. Where no name states one but each has exactly one number,
 * and no two the same, those are the steps: "model-00500.pt", "model-01000.pt".
 */
export function stepsOfNames(names: readonly string[]): (number | null)[] {
  const steps = names.map(stepOfName);
  if (names.length < 2 || steps.some((step) => step !== null)) return steps;
  const numbers = names.map((name) => withoutExtension(name).match(/\d{1,15}/g) ?? []);
  const alone = numbers.every((found) => found.length === 1);
  const different = new Set(numbers.map(([number]) => Number(number))).size === names.length;
  return alone && different ? numbers.map(([number]) => Number(number)) : steps;
}

const withoutExtension = (name: string) => name.replace(/\.(safetensors|bin|pt|pth|ckpt|npz)$/i, "");
