import { type KernelFunc, registerBackend, registerKernel } from "@tensorflow/tfjs-core";
import { fusedKernels } from "../fusedKernels";
import { asKernelFunc } from "../tensorKernel";
import type { Gpu } from "./gpu";
import { GpuTensors } from "./gpuTensors";
import { activation, activationGradient, gated, gatedGradient } from "./tensors/activation";
import { arithmetic } from "./tensors/arithmetic";
import { attention, attentionGradient, causalAttention, causalAttentionGradient } from "./tensors/attention";
import { crossEntropy, tokenLosses } from "./tensors/crossEntropy";
import { embed, embedGradient } from "./tensors/embed";
import { linear, linearGradient } from "./tensors/linear";
import { batchMatMul } from "./tensors/matMul";
import { layerNorm, layerNormGradient, rmsNorm, rmsNormGradient } from "./tensors/norm";
import { adamWStep, sumOfSquares } from "./tensors/optimizer";
import { rotary } from "./tensors/rotary";
import { cast, clipByValue, identity, reshape, slice, zerosLike } from "./tensors/shapes";

const stockKernels: Record<string, KernelFunc> = {
  Identity: asKernelFunc(identity),
  Reshape: asKernelFunc(reshape),
  Cast: asKernelFunc(cast),
  ZerosLike: asKernelFunc(zerosLike),
  Slice: asKernelFunc(slice),
  ClipByValue: asKernelFunc(clipByValue),
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
  rmsNorm: asKernelFunc(rmsNorm),
  rmsNormGradient: asKernelFunc(rmsNormGradient),
  activation: asKernelFunc(activation),
  activationGradient: asKernelFunc(activationGradient),
  gated: asKernelFunc(gated),
  gatedGradient: asKernelFunc(gatedGradient),
  rotary: asKernelFunc(rotary),
  attention: asKernelFunc(attention),
  attentionGradient: asKernelFunc(attentionGradient),
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
