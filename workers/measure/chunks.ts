import { setImmediate as yieldToMessages } from "node:timers/promises";
import type { Batch } from "~workers/lm/batchAt";

/** Positions in memory at a time, which bounds it whatever their number. */
const positionsPerChunk = 2048;

/** Whole sequences of the evaluated text, one after another. */
export interface Chunk {
  /** First position of T. */
  begin: number;
  sequences: number;
  context: number;
  /** [sequences · context] */
  inputs: Int32Array;
  targets: Int32Array;
}

/**
 * The text piece by piece. Between pieces whoever wants to stop the work is heard.
 *
 * @throws what the signal was aborted with
 */
export async function* chunksOf(batch: Batch, signal: AbortSignal): AsyncGenerator<Chunk> {
  const { inputs, targets, sequences, context } = batch;
  const most = Math.max(1, Math.floor(positionsPerChunk / context));
  for (let row = 0; row < sequences; row += most) {
    await breathe(signal);
    const own = Math.min(most, sequences - row);
    const [begin, end] = [row * context, (row + own) * context];
    const text = { inputs: inputs.slice(begin, end), targets: targets.slice(begin, end) };
    yield { begin, sequences: own, context, ...text };
  }
}

/** Lets messages in, an abort among them. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await yieldToMessages();
  signal.throwIfAborted();
}

/** How many copies of a chunk are computed at a time. */
export const copiesAtOnce = ({ inputs }: Chunk): number =>
  Math.max(1, Math.floor(positionsPerChunk / inputs.length));
