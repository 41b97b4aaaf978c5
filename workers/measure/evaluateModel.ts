import { bandOfTargets } from "~/core/bands/bandOfTargets";
import { evaluate } from "~workers/lm/evaluate";
import type { Subject } from "./openSubject";

export interface EvaluatedModel {
  /** [T, d] before the final norm. */
  finalResidual: Float32Array;
  /** [T, m] of the final MLP, after the nonlinearity. */
  activations: Float32Array;
  /** [T, d] what the final MLP wrote, before any norm of its own. */
  mlpOutput: Float32Array;
  /** [T] band of each position's target. */
  positionBands: Uint8Array;
}

/** One forward pass over the held-out text. */
export async function evaluateModel({ model, batch, bands }: Subject): Promise<EvaluatedModel> {
  const running = await model.load();
  try {
    const { finalResidual, activations, mlpOutput } = await evaluate(running, batch);
    return { finalResidual, activations, mlpOutput, positionBands: bandOfTargets(bands, batch.targets) };
  } finally {
    running.dispose();
  }
}
