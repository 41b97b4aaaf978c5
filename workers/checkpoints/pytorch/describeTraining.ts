import type { PickleValue } from "../pickle/pickleValue";
import type { Metadata } from "../weightFile";
import { entriesOf } from "./findWeights";

const mostFacts = 256;
const longestText = 200;

/**
 * The plain numbers, texts and flags of a checkpoint and of the dicts directly in it: `iter_num`, `epoch`,
 * `model_args.n_head`, `hyper_parameters.lr`.
 *
 * @param weights the part that holds the tensors, which states no facts
 */
export function describeTraining(checkpoint: PickleValue, weights: PickleValue): Metadata {
  const facts = new Map<string, string | number | boolean>();
  if (checkpoint === weights) return {};
  for (const [name, value] of entriesOf(checkpoint)) {
    if (value === weights || Array.isArray(value)) continue;
    if (isFact(value)) facts.set(name, value);
    for (const [inner, fact] of entriesOf(value)) {
      if (isFact(fact)) facts.set(`${name}.${inner}`, fact);
      if (facts.size > mostFacts) break;
    }
    if (facts.size > mostFacts) break;
  }
  return Object.fromEntries([...facts].filter(([name]) => name.length <= longestText));
}

function isFact(value: PickleValue): value is string | number | boolean {
  if (typeof value === "string") return value.length <= longestText;
  return typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}
