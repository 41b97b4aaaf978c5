import { transpose } from "~workers/lm/transpose";
import type { Linear, OutputBlocks } from "./linear";
import type { NamedWeights } from "./namedWeights";

export interface LinearValues {
  readonly weight: Float32Array;
  /** [out] or null. */
  readonly bias: Float32Array | null;
}

/**
 * The outputs that are meant, of a map that may store others too.
 *
 * @param inputs of the map
 * @param order in which the weight is wanted: [out, in] or [in, out]
 */
export async function readLinear(
  weights: NamedWeights,
  { name, bias, order: stored, outputs }: Linear,
  { inputs, order = "out,in" }: { readonly inputs: number; readonly order?: Linear["order"] },
): Promise<LinearValues> {
  let weight = await weights.read(`${name}.weight`);
  let isStored = stored;
  const flip = () => {
    const outs = weight.length / inputs;
    weight = isStored === "out,in" ? transpose(weight, outs, inputs) : transpose(weight, inputs, outs);
    isStored = isStored === "out,in" ? "in,out" : "out,in";
  };
  if (outputs) {
    if (isStored !== "out,in") flip();
    weight = pick(weight, outputs, inputs);
  }
  if (isStored !== order) flip();
  const hasBias = bias !== "none" && weights.shapeOf(`${name}.bias`) !== undefined;
  const values = hasBias ? await weights.read(`${name}.bias`) : null;
  return { weight, bias: values && outputs ? pick(values, outputs, 1) : values };
}

/** @param rows [every · count, columns] */
function pick(
  rows: Float32Array,
  { begin, length, every, count }: OutputBlocks,
  columns: number,
): Float32Array {
  const picked = new Float32Array(length * count * columns);
  for (let block = 0; block < count; block++) {
    const from = (block * every + begin) * columns;
    picked.set(rows.subarray(from, from + length * columns), block * length * columns);
  }
  return picked;
}
