import type { Batch } from "~workers/lm/batchAt";

/** Whole sequences from the beginning of the evaluated text, as many as `positions` hold and at least one. */
export function firstPositions({ inputs, targets, sequences, context }: Batch, positions: number): Batch {
  const own = Math.min(sequences, Math.max(1, Math.floor(positions / context)));
  const end = own * context;
  return { inputs: inputs.slice(0, end), targets: targets.slice(0, end), sequences: own, context };
}
