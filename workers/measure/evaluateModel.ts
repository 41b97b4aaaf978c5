import { evaluate } from "~workers/lm/evaluate";
import { positionBandsOf } from "./positionBandsOf";
import type { Subject } from "./subject";

export interface EvaluatedModel {
  /** [T, d] before the final norm. */
  finalResidual: Float32Array;
  /** [T, m] of the final MLP, after the nonlinearity. */
  activations: Float32Array;
  /** [T, d] what the final MLP wrote, before any norm of its own. */
  mlpOutput: Float32Array;
  /** [T] the band of each position. */
  positionBands: Uint8Array;
}

/** One forward pass over the held-out text. */
export async function evaluateModel(subject: Subject): Promise<EvaluatedModel> {
  const { model, batch } = subject;
  const running = await model.load();
  try {
    const { finalResidual, activations, mlpOutput } = await evaluate(running, batch);
    return { finalResidual, activations, mlpOutput, positionBands: positionBandsOf(subject) };
  } finally {
    running.dispose();
  }
}
