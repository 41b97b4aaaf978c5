import { type Tensor, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { linear as applyLinear } from "~workers/lm/ops/linear";
import type { Linear } from "../linear";
import type { NamedWeights } from "../namedWeights";
import { readLinear } from "../readLinear";

/** [N, in] → [N, out] */
export type Apply = (x: Tensor2D) => Tensor2D;

/** Puts a linear map on the current backend. @param keep takes every tensor that is made */
export async function loadLinear(
  weights: NamedWeights,
  linear: Linear,
  { inputs, keep }: { readonly inputs: number; readonly keep: <T extends Tensor>(tensor: T) => T },
): Promise<Apply> {
  // As it is stored, unless a part has to be taken out.
  const order = linear.outputs ? "out,in" : linear.order;
  const values = await readLinear(weights, linear, { inputs, order });
  const outputs = values.weight.length / inputs;
  const transposed = order === "out,in";
  const weight = keep(tensor2d(values.weight, transposed ? [outputs, inputs] : [inputs, outputs]));
  const bias: Tensor1D | undefined = values.bias ? keep(tensor1d(values.bias)) : undefined;
  return (x) => applyLinear(x, { weight, bias, transposed });
}
