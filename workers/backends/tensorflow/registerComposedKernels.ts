import { getKernelsForBackend, type KernelFunc, registerKernel } from "@tensorflow/tfjs-core";
import { fusedKernels } from "../fusedKernels";
import { activation, activationGradient, gated, gatedGradient } from "./activation";
import { attention, attentionGradient, causalAttention, causalAttentionGradient } from "./attention";
import { asComposedKernel } from "./composedKernel";
import { crossEntropy, tokenLosses } from "./crossEntropy";
import { embed, embedGradient } from "./embed";
import { layerNorm, layerNormGradient } from "./layerNorm";
import { linear, linearGradient } from "./linear";
import { adamWStep, sumOfSquares } from "./optimizer";
import { rmsNorm, rmsNormGradient } from "./rmsNorm";
import { rotary } from "./rotary";

const kernels: Record<keyof typeof fusedKernels, KernelFunc> = {
  embed: asComposedKernel(embed),
  embedGradient: asComposedKernel(embedGradient),
  layerNorm: asComposedKernel(layerNorm),
  layerNormGradient: asComposedKernel(layerNormGradient),
  linear: asComposedKernel(linear),
  linearGradient: asComposedKernel(linearGradient),
  rmsNorm: asComposedKernel(rmsNorm),
  rmsNormGradient: asComposedKernel(rmsNormGradient),
  activation: asComposedKernel(activation),
  activationGradient: asComposedKernel(activationGradient),
  gated: asComposedKernel(gated),
  gatedGradient: asComposedKernel(gatedGradient),
  rotary: asComposedKernel(rotary),
  attention: asComposedKernel(attention),
  attentionGradient: asComposedKernel(attentionGradient),
  causalAttention: asComposedKernel(causalAttention),
  causalAttentionGradient: asComposedKernel(causalAttentionGradient),
  crossEntropy: asComposedKernel(crossEntropy),
  tokenLosses: asComposedKernel(tokenLosses),
  sumOfSquares: asComposedKernel(sumOfSquares),
  adamWStep: asComposedKernel(adamWStep),
};

/** Gives a backend of tfjs, which has all stock kernels, ours; harmless when it has them already. */
export function registerComposedKernels(backendName: string): void {
  const known = new Set(getKernelsForBackend(backendName).map(({ kernelName }) => kernelName));
  for (const [name, kernelName] of Object.entries(fusedKernels)) {
    if (known.has(kernelName)) continue;
    registerKernel({ kernelName, backendName, kernelFunc: kernels[name as keyof typeof fusedKernels] });
  }
}
