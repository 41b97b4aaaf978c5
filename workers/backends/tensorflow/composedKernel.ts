import { type KernelFunc, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** A kernel of ours made of tfjs's stock operations. `inputs` and `attributes` are what its name promises. */
export type ComposedKernel<Inputs, Attributes> = (
  inputs: Inputs,
  attributes: Attributes,
) => Tensor | Tensor[];

/** As tfjs wants it, which gives a kernel the tensors themselves and takes tensors back. */
export function asComposedKernel<Inputs, Attributes>(kernel: ComposedKernel<Inputs, Attributes>): KernelFunc {
  return ({ inputs, attrs }) => tidy(() => kernel(inputs as unknown as Inputs, (attrs ?? {}) as Attributes));
}
