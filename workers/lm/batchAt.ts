import { requireThat } from "~/core/errors";
import { deriveSeed, randomInteger, seededRandom } from "~/core/stats/random";

export interface Batch {
  /** [sequences · context], the tokens seen. */
  readonly inputs: Int32Array;
  /** [sequences · context], the token after each. */
  readonly targets: Int32Array;
  readonly sequences: number;
  readonly context: number;
}

export interface BatchOptions {
  readonly seed: number;
  /** The update the batch is for. */
  readonly step: number;
  readonly sequences: number;
  readonly context: number;
}

/**
 * The batch of a step: sequences from independent, uniformly drawn places of the text. A function of seed and step
 * alone, so a run can go on from any checkpoint without a stored random state.
 */
export function batchAt(tokens: Uint16Array, { seed, step, sequences, context }: BatchOptions): Batch {
  requireThat(
    tokens.length > context,
    `a text of ${tokens.length} tokens has no sequence of ${context} with a next token`,
  );
  const random = seededRandom(deriveSeed(seed, "batch", step));
  const begins = Array.from({ length: sequences }, () => randomInteger(random, tokens.length - context));
  return sequencesAt(tokens, begins, context);
}

/** The sequences that begin at the given places, with the token that follows each of their tokens. */
export function sequencesAt(
  tokens: Uint16Array | Uint32Array,
  begins: readonly number[],
  context: number,
): Batch {
  const inputs = new Int32Array(begins.length * context);
  const targets = new Int32Array(begins.length * context);
  for (const [row, begin] of begins.entries()) {
    requireThat(
      begin >= 0 && begin + context < tokens.length,
      `no sequence of ${context} tokens and a next one begins at ${begin} of ${tokens.length}`,
    );
    inputs.set(tokens.subarray(begin, begin + context), row * context);
    targets.set(tokens.subarray(begin + 1, begin + context + 1), row * context);
  }
  return { inputs, targets, sequences: begins.length, context };
}
