/** Beside the weights: what says how to read them. */
const descriptions =
  /^(config|tokenizer|tokenizer_config|trainer_state|vocab)\.json$|^merges\.txt$|\.tiktoken$|^tok(enizer)?\d*\.bin$/;

/** The weights of a folder, the first kind that is there: as few bytes as possible. */
const kinds = [
  [/^model\.safetensors\.index\.json$/, /^model-\d+-of-\d+\.safetensors$/],
  [/^model\.safetensors$/],
  [/^pytorch_model\.bin\.index\.json$/, /^pytorch_model-\d+-of-\d+\.bin$/],
  [/^pytorch_model\.bin$/],
];
const anyWeights = /\.(safetensors|bin|pt|pth|ckpt|npz)$/;
const beside = /^(optimizer|scheduler|scaler|rng_state|training_args|random_states)/;

export const isWeights = (name: string) =>
  anyWeights.test(name) && !beside.test(name) && !descriptions.test(name);

/** A name goes into a path here: one that is more than a name was not made by a training script. */
export const isPlain = (name: string) => /^[\w.=-]+$/.test(name) && !name.startsWith(".");

/** Of the names in a folder those that say how its weights are read: its tokenizer, its configuration. */
export const describingFiles = (names: readonly string[]) =>
  names.filter((name) => isPlain(name) && descriptions.test(name)).sort();

/** Of the names in a folder, those that a measurement needs; null where there are no weights, or several to choose from. */
export function neededFiles(names: readonly string[]): string[] | null {
  const plain = names.filter(isPlain);
  const kind = kinds.find(([first]) => plain.some((name) => first!.test(name)));
  const weights = plain.filter((name) => kind?.some((pattern) => pattern.test(name)) ?? isWeights(name));
  if (weights.length === 0 || (kind === undefined && weights.length > 1)) return null;
  return [...describingFiles(plain), ...weights.sort()];
}
