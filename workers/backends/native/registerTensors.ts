import {
  getKernelsForBackend,
  type KernelFunc,
  registerBackend,
  registerKernel,
} from "@tensorflow/tfjs-core";
import { fusedKernels } from "../fusedKernels";
import type { KernelLibrary } from "../kernelLibrary";
import { NativeTensors } from "./nativeTensors";
import { add, divide, multiply, subtract } from "./tensors/arithmetic";
import { activation, activationGradient, gated, gatedGradient } from "./tensors/activation";
import { attention, attentionGradient } from "./tensors/attention";
import { causalAttention, causalAttentionGradient } from "./tensors/causalAttention";
import { crossEntropy, tokenLosses } from "./tensors/crossEntropy";
import { embed, embedGradient } from "./tensors/embed";
import { layerNorm, layerNormGradient } from "./tensors/layerNorm";
import { linear, linearGradient } from "./tensors/linear";
import { batchMatMul } from "./tensors/matMul";
import { adamWStep, sumOfSquares } from "./tensors/optimizer";
import { rmsNorm, rmsNormGradient } from "./tensors/rmsNorm";
import { rotary } from "./tensors/rotary";
import { cast, clipByValue, identity, reshape, slice, zerosLike } from "./tensors/shapes";
import { asKernelFunc } from "../tensorKernel";

const stockKernels: Record<string, KernelFunc> = {
  Identity: asKernelFunc(identity),
  Reshape: asKernelFunc(reshape),
  Cast: asKernelFunc(cast),
  ZerosLike: asKernelFunc(zerosLike),
  Slice: asKernelFunc(slice),
  ClipByValue: asKernelFunc(clipByValue),
  Add: asKernelFunc(add),
  Sub: asKernelFunc(subtract),
  Multiply: asKernelFunc(multiply),
  RealDiv: asKernelFunc(divide),
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
  causalAttention: asKernelFunc(causalAttention),
  causalAttentionGradient: asKernelFunc(causalAttentionGradient),
  attention: asKernelFunc(attention),
  attentionGradient: asKernelFunc(attentionGradient),
  crossEntropy: asKernelFunc(crossEntropy),
  tokenLosses: asKernelFunc(tokenLosses),
  sumOfSquares: asKernelFunc(sumOfSquares),
  adamWStep: asKernelFunc(adamWStep),
};

/** Makes tfjs know a backend of this name on these kernels; harmless when it knows it already. */
export function registerTensors(backendName: string, library: KernelLibrary): void {
  if (getKernelsForBackend(backendName).length > 0) return;
  registerBackend(backendName, () => new NativeTensors(library));
  for (const [kernelName, kernelFunc] of Object.entries(stockKernels)) {
    registerKernel({ kernelName, backendName, kernelFunc });
  }
  for (const [name, kernelName] of Object.entries(fusedKernels)) {
    registerKernel({ kernelName, backendName, kernelFunc: ownKernels[name as keyof typeof fusedKernels] });
  }
}
