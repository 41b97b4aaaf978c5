import { deriveSeed, normalsFrom, seededRandom } from "~/core/stats/random";
import type { Gpt2Shape } from "./gpt2Shape";

export interface NamedArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

/** By the names of Hugging Face's GPT2LMHeadModel. */
export type Parameters = ReadonlyMap<string, NamedArray>;

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Standard deviation of the normal it starts from, or the constant. */
  readonly start: { readonly deviation: number } | { readonly constant: number };
  /** Whether weight decay applies: to the matrices of the blocks, not to norms, biases and embeddings. */
  readonly decays: boolean;
}

/**
 * Every parameter in a fixed order. Linear weights are [in, out] (Hugging Face's Conv1D); the unembedding is wte.
 * The start is GPT-2's: N(0, .02), the two projections into the residual stream divided by √(2 layers).
 */
export function gpt2Parameters({ layers, width, mlpWidth, context, vocabulary }: Gpt2Shape): ParameterSpec[] {
  const residual = 0.02 / Math.sqrt(2 * layers);
  const embedding = (name: string, rows: number): ParameterSpec => ({
    name: `transformer.${name}.weight`,
    shape: [rows, width],
    start: { deviation: 0.02 },
    decays: false,
  });
  const norm = (name: string): ParameterSpec[] => [
    { name: `transformer.${name}.weight`, shape: [width], start: { constant: 1 }, decays: false },
    { name: `transformer.${name}.bias`, shape: [width], start: { constant: 0 }, decays: false },
  ];
  const linear = (name: string, shape: readonly [number, number], deviation = 0.02): ParameterSpec[] => [
    { name: `transformer.${name}.weight`, shape, start: { deviation }, decays: true },
    { name: `transformer.${name}.bias`, shape: [shape[1]], start: { constant: 0 }, decays: false },
  ];
  const block = (layer: number) => [
    ...norm(`h.${layer}.ln_1`),
    ...linear(`h.${layer}.attn.c_attn`, [width, 3 * width]),
    ...linear(`h.${layer}.attn.c_proj`, [width, width], residual),
    ...norm(`h.${layer}.ln_2`),
    ...linear(`h.${layer}.mlp.c_fc`, [width, mlpWidth]),
    ...linear(`h.${layer}.mlp.c_proj`, [mlpWidth, width], residual),
  ];
  return [
    embedding("wte", vocabulary),
    embedding("wpe", context),
    ...Array.from({ length: layers }, (_, layer) => block(layer)).flat(),
    ...norm("ln_f"),
  ];
}

/** The model before its first step. Each parameter has a stream of its own, so one does not shift the next. */
export function startParameters(shape: Gpt2Shape, seed: number): Map<string, NamedArray> {
  return new Map(
    gpt2Parameters(shape).map(({ name, shape, start }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const values =
        "constant" in start
          ? new Float32Array(length).fill(start.constant)
          : Float32Array.from(
              normalsFrom(seededRandom(deriveSeed(seed, "start", name)), length),
              (z) => z * start.deviation,
            );
      return [name, { shape, values }];
    }),
  );
}
