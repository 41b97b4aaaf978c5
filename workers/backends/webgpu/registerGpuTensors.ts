import { type KernelFunc, registerBackend, registerKernel } from "@tensorflow/tfjs-core";
import { fusedKernels } from "../fusedKernels";
import { asKernelFunc } from "../tensorKernel";
import type { Gpu } from "./gpu";
import { GpuTensors } from "./gpuTensors";
import { arithmetic } from "./tensors/arithmetic";
import { causalAttention, causalAttentionGradient } from "./tensors/causalAttention";
import { crossEntropy, tokenLosses } from "./tensors/crossEntropy";
import { embed, embedGradient } from "./tensors/embed";
import { gelu, geluGradient } from "./tensors/gelu";
import { layerNorm, layerNormGradient } from "./tensors/layerNorm";
import { linear, linearGradient } from "./tensors/linear";
import { batchMatMul } from "./tensors/matMul";
import { adamWStep, sumOfSquares } from "./tensors/optimizer";
import { cast, identity, reshape, zerosLike } from "./tensors/shapes";

const stockKernels: Record<string, KernelFunc> = {
  Identity: asKernelFunc(identity),
  Reshape: asKernelFunc(reshape),
  Cast: asKernelFunc(cast),
  ZerosLike: asKernelFunc(zerosLike),
  Add: asKernelFunc(arithmetic("add")),
  Sub: asKernelFunc(arithmetic("subtract")),
  Multiply: asKernelFunc(arithmetic("multiply")),
  RealDiv: asKernelFunc(arithmetic("divide")),
  BatchMatMul: asKernelFunc(batchMatMul),
};

const ownKernels: Record<keyof typeof fusedKernels, KernelFunc> = {
  embed: asKernelFunc(embed),
  embedGradient: asKernelFunc(embedGradient),
  layerNorm: asKernelFunc(layerNorm),
  layerNormGradient: asKernelFunc(layerNormGradient),
  linear: asKernelFunc(linear),
  linearGradient: asKernelFunc(linearGradient),
  gelu: asKernelFunc(gelu),
  geluGradient: asKernelFunc(geluGradient),
  causalAttention: asKernelFunc(causalAttention),
  causalAttentionGradient: asKernelFunc(causalAttentionGradient),
  crossEntropy: asKernelFunc(crossEntropy),
  tokenLosses: asKernelFunc(tokenLosses),
  sumOfSquares: asKernelFunc(sumOfSquares),
  adamWStep: asKernelFunc(adamWStep),
};

let nextDevice = 0;

/** Makes tfjs know a backend on this device. @returns its name, which is for ever in tfjs */
export function registerGpuTensors(gpu: Gpu): string {
  const backendName = `webgpu-${nextDevice++}`;
  registerBackend(backendName, () => new GpuTensors(gpu));
  for (const [kernelName, kernelFunc] of Object.entries(stockKernels)) {
    registerKernel({ kernelName, backendName, kernelFunc });
  }
  for (const [name, kernelName] of Object.entries(fusedKernels)) {
    registerKernel({ kernelName, backendName, kernelFunc: ownKernels[name as keyof typeof fusedKernels] });
  }
  return backendName;
}
