import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Batch } from "~workers/lm/batchAt";
import type { Evaluation } from "~workers/lm/evaluate";
import type { RunningModel } from "~workers/lm/languageModel";

/** The loss in nats at each position of an evaluated batch. [T] */
export async function lossesBehind(
  model: RunningModel,
  { finalResidual }: Evaluation,
  { targets }: Batch,
): Promise<Float32Array> {
  const losses = tidy(() =>
    model.losses(
      tensor2d(finalResidual, [targets.length, model.sizes.width]),
      tensor1d(targets.slice(), "int32"),
    ),
  );
  const values = await losses.data<"float32">();
  losses.dispose();
  return values;
}
