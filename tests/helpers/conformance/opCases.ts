import { activationForms } from "~workers/backends/fusedKernels";
import { activationCase, gatedCase } from "./activationCases";
import { attentionCase, causalAttentionCase } from "./attentionCases";
import type { OpCase } from "./comparison";
import { linearCase, logitsCase, matMulCase } from "./linearCases";
import { crossEntropyCase } from "./lossCases";
import { layerNormCase, rmsNormCase } from "./normCases";
import { adamWStepCase, addCase, sumOfSquaresCase } from "./optimizerCases";
import { embedCase, rotaryCase } from "./positionCases";

/** Every op that a model is trained or run with. */
export const opCases: Record<string, OpCase> = {
  add: addCase,
  linear: linearCase,
  logits: logitsCase,
  "batched matMul": matMulCase,
  layerNorm: layerNormCase,
  rmsNorm: rmsNormCase,
  ...Object.fromEntries(activationForms.map((form) => [`activation ${form}`, activationCase(form)])),
  ...Object.fromEntries(activationForms.map((form) => [`gated ${form}`, gatedCase(form)])),
  embed: embedCase,
  rotary: rotaryCase,
  causalAttention: causalAttentionCase,
  attention: attentionCase,
  crossEntropy: crossEntropyCase,
  adamWStep: adamWStepCase,
  sumOfSquares: sumOfSquaresCase,
};
