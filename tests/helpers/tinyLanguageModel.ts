import { deriveSeed, normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import { gpt2Parameters } from "~workers/lm/gpt2Parameters";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";
import type { LanguageModel } from "~workers/lm/languageModel";
import { type Batch, sequencesAt } from "~workers/lm/batchAt";
import type { Gpt2Float64 } from "./gpt2Float64";

export const tinyShape: Gpt2Shape = {
  layers: 3,
  width: 16,
  heads: 2,
  mlpWidth: 24,
  context: 10,
  vocabulary: 40,
  epsilon: 1e-5,
  gelu: "erf",
};

/** A model of Gaussian weights large enough that attention is not even, and the same one in float64. */
export function tinyLanguageModel(shape = tinyShape): { model: LanguageModel; reference: Gpt2Float64 } {
  const parameters = new Map(
    gpt2Parameters(shape).map(({ name, shape: sizes }) => {
      const length = sizes.reduce((product, size) => product * size, 1);
      const scale = name.includes("ln_") && name.endsWith("weight") ? 1 : 0;
      const z = normalsFrom(seededRandom(deriveSeed(3, name)), length);
      return [name, { shape: sizes, values: Float32Array.from(z, (x) => scale + 0.35 * x) }];
    }),
  );
  const doubles = new Map(
    Array.from(parameters, ([name, { values }]) => [
      name.replace("transformer.", ""),
      Float64Array.from(values),
    ]),
  );
  return {
    model: gpt2LanguageModel(shape, parameters),
    reference: {
      ...{ layers: shape.layers, heads: shape.heads, epsilon: shape.epsilon },
      weight: (name) => doubles.get(name)!,
    },
  };
}

/** Random text for it. */
export function tinyBatch(sequences: number, { context, vocabulary } = tinyShape): Batch {
  const random = seededRandom(6);
  const tokens = Uint16Array.from({ length: sequences * context + 1 }, () =>
    randomInteger(random, vocabulary),
  );
  const begins = Array.from({ length: sequences }, (_, row) => row * context);
  return sequencesAt(tokens, begins, context);
}

/** The sequences of a batch, as the reference takes them. */
export const sequencesOf = ({ inputs, sequences, context }: Batch): Uint16Array[] =>
  Array.from({ length: sequences }, (_, row) =>
    Uint16Array.from(inputs.subarray(row * context, (row + 1) * context)),
  );
