/** What trainers write before the number: `checkpoint-500`, `step_1000`, `ckpt=3`, `iter-20`, `global_step7`. */
const marked = /(?:^|[^a-z])(?:global[-_]?step|step|checkpoint|ckpt|iteration|iter|it)[-_=]?(\d{1,15})(?!\d)/gi;
const anyNumber = /\d{1,15}/g;

/**
 * The training step that the name of a checkpoint states: the number behind the last of the usual words, else the
 * only number there is. "step1000", "model-00500.pt", "epoch=1-step=250.ckpt".
 *
 * @returns null when the name states none, or several numbers between which nothing decides
 */
export function stepOfName(name: string): number | null {
  const stem = name.replace(/\.(safetensors|bin|pt|pth|ckpt|npz)$/i, "");
  const behindWord = [...stem.matchAll(marked)].at(-1)?.[1];
  if (behindWord !== undefined) return Number(behindWord);
  const numbers = stem.match(anyNumber) ?? [];
  return numbers.length === 1 ? Number(numbers[0]) : null;
}
