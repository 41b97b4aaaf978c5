import { engine, type Tensor } from "@tensorflow/tfjs-core";
import { fusedKernels } from "~workers/backends/fusedKernels";

type FusedKernel = keyof typeof fusedKernels;
type Attributes = Record<string, number | string | boolean>;

/** Runs one of our kernels on the current backend. */
export function runFused(
  kernel: FusedKernel,
  inputs: Record<string, Tensor>,
  attributes?: Attributes,
): Tensor {
  return engine().runKernel<Tensor>(fusedKernels[kernel], inputs, attributes);
}

/** The same for a kernel of several outputs. */
export function runFusedMany(
  kernel: FusedKernel,
  inputs: Record<string, Tensor>,
  attributes?: Attributes,
): Tensor[] {
  return engine().runKernel<Tensor[]>(fusedKernels[kernel], inputs, attributes);
}
