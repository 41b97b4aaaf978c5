import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";

/** A tfjs kernel on the tensors of one backend. `inputs` and `attributes` are what its name promises. */
export type TensorKernel<Tensors, Inputs, Attributes> = (
  tensors: Tensors,
  inputs: Inputs,
  attributes: Attributes,
) => TensorInfo | TensorInfo[];

/** As tfjs wants it. The types of its inputs are the promise of the kernel's name, which tfjs cannot express. */
export function asKernelFunc<Tensors, Inputs, Attributes>(
  kernel: TensorKernel<Tensors, Inputs, Attributes>,
): KernelFunc {
  return ({
    inputs,
    backend,
    attrs,
  }: {
    inputs: NamedTensorInfoMap;
    backend: unknown;
    attrs?: NamedAttrMap;
  }) => kernel(backend as Tensors, inputs as Inputs, (attrs ?? {}) as Attributes);
}
