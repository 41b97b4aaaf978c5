import { type Batch, sequencesAt } from "./batchAt";

/**
 * The held-out positions neurons are measured on: whole sequences from the beginning of the text, one after another,
 * as many as fit in `positions` and at least one.
 */
export function evaluationBatch(
  heldOut: Uint16Array,
  { positions, context }: { positions: number; context: number },
): Batch {
  const sequences = Math.max(1, Math.floor(positions / context));
  return sequencesAt(
    heldOut,
    Array.from({ length: sequences }, (_, row) => row * context),
    context,
  );
}
