/** Beside the weights: what says how to read them. */
const descriptions = ["config.json", "tokenizer.json", "trainer_state.json"];

/** The weights of a folder, the first kind that is there: as few bytes as possible. */
const kinds = [
  [/^model\.safetensors\.index\.json$/, /^model-\d+-of-\d+\.safetensors$/],
  [/^model\.safetensors$/],
  [/^pytorch_model\.bin\.index\.json$/, /^pytorch_model-\d+-of-\d+\.bin$/],
  [/^pytorch_model\.bin$/],
];
const anyWeights = /\.(safetensors|bin|pt|pth|ckpt|npz)$/;
const beside = /^(optimizer|scheduler|scaler|rng_state|training_args|random_states)/;

export const isWeights = (name: string) => anyWeights.test(name) && !beside.test(name);

/** Of the names in a folder, those that a measurement needs; null where there are no weights, or several to choose from. */
export function neededFiles(names: readonly string[]): string[] | null {
  // A name goes into a path here: one that is more than a name was not made by a training script.
  const plain = names.filter((name) => /^[\w.-]+$/.test(name) && !name.startsWith("."));
  const kind = kinds.find(([first]) => plain.some((name) => first!.test(name)));
  const weights = plain.filter((name) => kind?.some((pattern) => pattern.test(name)) ?? isWeights(name));
  if (weights.length === 0 || (kind === undefined && weights.length > 1)) return null;
  return [...descriptions.filter((name) => plain.includes(name)), ...weights.sort()];
}
