import {
  type Tensor,
  dispose,
  getBackend,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrads,
} from "@tensorflow/tfjs-core";
import { AppError, requireThat } from "~/core/errors";
import type { RunConfig } from "~/core/runConfig";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import type { TrainerState } from "~workers/checkpoints/trainerState";
import type { Corpus } from "~workers/corpora/openCorpus";
import { batchAt } from "./batchAt";
import { meanLoss } from "./gpt2";
import { type NamedArray, type ParameterSpec, gpt2Parameters, startParameters } from "./gpt2Parameters";
import { shapeOfRun } from "./gpt2Shape";
import { learningRateAt } from "./learningRate";
import { loadGpt2, loadTensors } from "./loadGpt2";
import { adamWStep } from "./ops/adamWStep";
import { sumOfSquares } from "./ops/sumOfSquares";

export interface TrainerOptions {
  readonly backend: ComputeBackend;
  readonly config: RunConfig;
  readonly corpus: Pick<Corpus, "train">;
  /** Where to go on; from the start when left out. */
  readonly from?: TrainerState;
}

export interface StepReport {
  /** Mean over the batch, in nats, before the update. */
  readonly loss: number;
  /** Euclidean, of the whole gradient, before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
}

export interface Trainer {
  /** Updates made. */
  readonly step: number;
  /** Tokens trained on. */
  readonly tokens: number;
  /** One at a time. */
  readonly trainStep: () => Promise<StepReport>;
  /** A copy, unaffected by later steps. */
  readonly save: () => Promise<TrainerState>;
  readonly dispose: () => void;
}

/** AdamW's guard against a division by zero. */
const epsilon = 1e-8;

/**
 * Trains a GPT-2 with AdamW: gradient clipped to a global norm, linear warm-up and cosine, decoupled weight decay on
 * the matrices of the blocks. What a step does depends on the state and the seed alone, so going on from a saved state
 * gives the losses of an undisturbed run, bit for bit on the same backend.
 *
 * `trainStep` rejects with AppError loss_not_finite, before anything is updated, when the loss or the gradient is not a number.
 */
export function createTrainer({ backend, config, corpus, from }: TrainerOptions): Trainer {
  requireThat(
    getBackend() === backend.tfjsName,
    `the tensors are on ${getBackend()}, not on ${backend.tfjsName}`,
  );
  const { model, training, seed } = config;
  const shape = shapeOfRun(config);
  const specs = gpt2Parameters(shape);
  const gpt2 = loadGpt2(shape, from?.parameters ?? startParameters(shape, seed));
  const moments = {
    first: loadTensors(from?.moments.first ?? zeros(specs)),
    second: loadTensors(from?.moments.second ?? zeros(specs)),
  };
  const weights = specs.map(({ name }) => gpt2.weights.get(name)!);
  let step = from?.step ?? 0;
  let tokens = from?.tokens ?? 0;

  async function trainStep(): Promise<StepReport> {
    const update = step + 1;
    const { sequences, context, ...batch } = batchAt(corpus.train, {
      seed,
      step: update,
      sequences: training.batch,
      context: model.context,
    });
    const learningRate = learningRateAt(update, config);
    const made = tidy(() => {
      const ids = tensor2d(batch.inputs, [sequences, context], "int32");
      const targets = tensor1d(batch.targets, "int32");
      const { value, grads } = valueAndGrads(() => meanLoss(gpt2, ids, targets))(weights);
      return { value, grads, squares: sumOfSquares(grads) };
    });
    try {
      // A GPU has its numbers ready later.
      const [[loss], [squares]] = await Promise.all([made.value.data(), made.squares.data()]);
      const report = { loss: loss!, gradientNorm: Math.sqrt(squares!), learningRate };
      requireFinite(update, report);
      for (const [index, { name, decays }] of specs.entries()) {
        adamWStep({
          param: weights[index]!,
          grad: made.grads[index]!,
          m: moments.first.get(name)!,
          v: moments.second.get(name)!,
          lr: learningRate,
          beta1: training.beta1,
          beta2: training.beta2,
          eps: epsilon,
          weightDecay: decays ? training.weightDecay : 0,
          step: update,
          gradScale: Math.min(1, training.gradientClip / report.gradientNorm),
        });
      }
      step = update;
      tokens += sequences * context;
      return report;
    } finally {
      dispose(made);
    }
  }

  return {
    get step() {
      return step;
    },
    get tokens() {
      return tokens;
    },
    trainStep,
    save: async () => ({
      config,
      step,
      tokens,
      parameters: await copyOf(gpt2.weights),
      moments: { first: await copyOf(moments.first), second: await copyOf(moments.second) },
    }),
    dispose: () => {
      gpt2.dispose();
      for (const tensors of Object.values(moments)) tensors.forEach((tensor) => tensor.dispose());
    },
  };
}

function requireFinite(step: number, { loss, gradientNorm }: StepReport): void {
  if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) return;
  const [what, value] = Number.isFinite(loss) ? ["norm of the gradient", gradientNorm] : ["loss", loss];
  throw new AppError(
    "loss_not_finite",
    `The ${what} became ${value} at step ${step}. A lower training.learningRate or a longer training.warmupSteps may help.`,
  );
}

const zeros = (specs: readonly ParameterSpec[]) =>
  new Map(
    specs.map(({ name, shape }) => [
      name,
      { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) },
    ]),
  );

async function copyOf(tensors: ReadonlyMap<string, Tensor>): Promise<Map<string, NamedArray>> {
  const copies = new Map<string, NamedArray>();
  for (const [name, tensor] of tensors)
    copies.set(name, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) });
  return copies;
}
