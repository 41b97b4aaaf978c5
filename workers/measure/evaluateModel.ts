import { bandOfTargets } from "~/core/bands/bandOfTargets";
import { evaluate } from "~workers/lm/evaluate";
import { loadGpt2 } from "~workers/lm/loadGpt2";
import type { Subject } from "./openSubject";

export interface EvaluatedModel {
  /** [T, d] before the final norm. */
  finalResidual: Float32Array;
  /** [T, m] of the final MLP, after the nonlinearity. */
  activations: Float32Array;
  /** [T] band of each position's target. */
  positionBands: Uint8Array;
}

/** One forward pass over the held-out text. */
export function evaluateModel({ model, batch, bands }: Subject): EvaluatedModel {
  const gpt2 = loadGpt2(model.shape, model.parameters);
  try {
    const { finalResidual, activations } = evaluate(gpt2, batch);
    return { finalResidual, activations, positionBands: bandOfTargets(bands, batch.targets) };
  } finally {
    gpt2.dispose();
  }
}
