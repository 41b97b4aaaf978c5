import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";

/** A tfjs kernel on native tensors. `inputs` and `attributes` are what its name promises. */
export type TensorKernel<Inputs, Attributes> = (
  tensors: NativeTensors,
  inputs: Inputs,
  attributes: Attributes,
) => TensorInfo | TensorInfo[];

/** As tfjs wants it. The types of its inputs are the promise of the kernel's name, which tfjs cannot express. */
export function asKernelFunc<Inputs, Attributes>(kernel: TensorKernel<Inputs, Attributes>): KernelFunc {
  return ({
    inputs,
    backend,
    attrs,
  }: {
    inputs: NamedTensorInfoMap;
    backend: unknown;
    attrs?: NamedAttrMap;
  }) => kernel(backend as NativeTensors, inputs as Inputs, (attrs ?? {}) as Attributes);
}
