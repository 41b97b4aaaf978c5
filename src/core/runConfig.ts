import { z } from "zod";
import { parseConfig } from "./parseConfig";

/** The texts a run can learn from, all from the registry. Tokens: of the training part under the default tokenizer. */
export const corpusNames = ["english"] as const;

const Model = z.strictObject({
  layers: z.int().min(1).max(24).default(4),
  width: z.int().min(8).max(2048).default(128).describe("d_model, a multiple of heads"),
  heads: z.int().min(1).max(64).default(4),
  mlpWidth: z.int().min(8).max(8192).default(512).describe("neurons per MLP, d_mlp"),
  context: z.int().min(8).max(1024).default(128).describe("tokens a position can see"),
  vocabulary: z
    .int()
    .min(512, "must be at least 512: 256 bytes, the end of text, and merges to measure rare tokens by")
    .max(50_257, "must be at most 50257: GPT-2's merges end there")
    .default(4096)
    .describe("byte-level BPE tokens, GPT-2's first merges"),
});

const Training = z.strictObject({
  steps: z.int().min(1).max(10_000_000).default(4000),
  batch: z.int().min(1).max(1024).default(16).describe("sequences a step"),
  learningRate: z.number().positive().max(1).default(1e-3).describe("after the warm-up"),
  finalLearningRate: z.number().nonnegative().max(1).default(1e-4).describe("at the end of the cosine"),
  warmupSteps: z.int().min(0).default(100),
  weightDecay: z.number().min(0).max(10).default(0.1),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.95),
  gradientClip: z.number().positive().default(1).describe("largest norm of the whole gradient"),
});

const Corpus = z.strictObject({
  name: z.enum(corpusNames).default("english"),
  maxTokens: z.int().min(2048).optional().describe("use only the beginning of the shuffled text"),
});

const Checkpoints = z.strictObject({
  every: z.int().min(1).default(250).describe("steps between checkpoints after step 512"),
});

const Influence = z.strictObject({
  mode: z
    .enum(["exact", "certified"])
    .default("certified")
    .describe("certified: a shortcut where its error is proved to be below the tolerance, else exact"),
  tolerance: z
    .number()
    .min(1e-9)
    .max(1e-2)
    .default(1e-6)
    .describe("nats, of each change of loss; of certified"),
});

export const Measure = z.strictObject({
  positions: z
    .int()
    .min(256)
    .max(1_048_576)
    .default(16_384)
    .describe("held-out positions the neurons are ablated on"),
  bands: z
    .enum(["half", "elbow15"])
    .default("half")
    .describe(
      "rare tokens: the rarer half of the vocabulary, or the paper's band below the elbow of frequencies",
    ),
  bandBy: z
    .enum(["target", "input"])
    .default("target")
    .describe("the token that a position's band is taken from: the one to predict, or the one read"),
  share: z.number().gt(0).max(1).default(0.05).describe("largest part of the run's time spent measuring"),
  influence: Influence.prefault({}),
  nullGroups: z.int().min(19).max(9999).default(199).describe("random groups each plateau is held against"),
  nullGraphs: z
    .int()
    .min(100)
    .max(9999)
    .default(100)
    .describe("copies with shuffled contexts that modularity is held against"),
  routingPositions: z
    .int()
    .min(256)
    .max(1_048_576)
    .default(4096)
    .describe("held-out positions on which attention heads are made to look at the first token alone"),
  frequencyPositions: z
    .int()
    .min(256)
    .max(1_048_576)
    .default(2048)
    .describe("held-out positions on which what neurons do through the frequency of tokens is summed"),
  informationPositions: z
    .int()
    .min(100)
    .max(16_384)
    .default(500)
    .describe("positions, drawn at random, on which the mutual information of activations is estimated"),
  layerPositions: z
    .int()
    .min(256)
    .max(1_048_576)
    .default(4096)
    .describe("held-out positions on which neurons of another layer are ablated, each by a forward pass"),
});

/**
 * What a run trains and how it is measured: the same JSON from the CLI, the API and the form. Stored with the
 * run, so a change here needs a new field, not a new meaning.
 */
export const RunConfig = z
  .strictObject({
    name: z.string().trim().min(1, "must not be empty").max(80).default("wordnet-gpt-4x128"),
    seed: z.int().min(0).max(0xffffffff).default(0),
    model: Model.prefault({}),
    training: Training.prefault({}),
    corpus: Corpus.prefault({}),
    checkpoints: Checkpoints.prefault({}),
    measure: Measure.prefault({}),
  })
  .check(({ value, issues }) => {
    const refuse = (path: PropertyKey[], input: unknown, message: string) =>
      issues.push({ code: "custom", path, input, message });
    const { model, training, corpus, measure } = value;

    if (model.width % model.heads !== 0) {
      refuse(["model", "heads"], model.heads, `must divide model.width, which is ${model.width}`);
    }
    if (training.warmupSteps > training.steps) {
      refuse(
        ["training", "warmupSteps"],
        training.warmupSteps,
        `must not exceed training.steps, which is ${training.steps}`,
      );
    }
    if (training.finalLearningRate > training.learningRate) {
      refuse(
        ["training", "finalLearningRate"],
        training.finalLearningRate,
        `must not exceed training.learningRate, which is ${training.learningRate}`,
      );
    }
    const heldOut = corpus.maxTokens === undefined ? Infinity : Math.floor(corpus.maxTokens * heldOutShare);
    if (model.context + 1 > heldOut) {
      refuse(
        ["model", "context"],
        model.context,
        `must be shorter than the held-out text, which has ${heldOut} tokens (3 % of corpus.maxTokens)`,
      );
    } else if (measure.positions > heldOut) {
      refuse(
        ["measure", "positions"],
        measure.positions,
        `must be at most ${heldOut}, the held-out tokens (3 % of corpus.maxTokens)`,
      );
    }
  });

/** The share of documents that is never trained on. */
export const heldOutShare = 0.03;

export type RunConfig = z.infer<typeof RunConfig>;
export type RunConfigInput = z.input<typeof RunConfig>;

/** @throws AppError invalid_config, one line per wrong value: its key, the value and what is allowed */
export const parseRunConfig = (input: unknown): RunConfig => parseConfig(RunConfig, input);
