import { z } from "zod";

/** How far a stored array and the same computed again lie apart. */
export const Difference = z.object({
  /** "influence.absolute rare", "eigenvalues of blocks.3.mlp.W_in" … */
  name: z.string(),
  /** The largest |a − b| over the largest |b|; null where only one of them has such an array, or other lengths. */
  relative: z.number().nullable(),
});
export type Difference = z.infer<typeof Difference>;

/** The ablation in float32 on another machine agrees this well; on the same one it agrees to the last bit. */
export const recomputationTolerance = 1e-4;

/** Named arrays of a cell; null: not measurable. */
export type NamedArrays = ReadonlyMap<string, ArrayLike<number | null>>;

/** Every array of either, the worst first. */
export function compareArrays(stored: NamedArrays, again: NamedArrays): Difference[] {
  const names = [...new Set([...stored.keys(), ...again.keys()])];
  const differences = names.map((name) => ({
    name,
    relative: relativeDifference(stored.get(name), again.get(name)),
  }));
  return differences.sort((a, b) => (b.relative ?? Infinity) - (a.relative ?? Infinity));
}

export const agrees = (differences: readonly Difference[]): boolean =>
  differences.every(({ relative }) => relative !== null && relative <= recomputationTolerance);

function relativeDifference(
  stored: ArrayLike<number | null> | undefined,
  again: ArrayLike<number | null> | undefined,
): number | null {
  if (stored?.length !== again?.length || !stored || !again) return null;
  let [largest, apart] = [0, 0];
  for (let k = 0; k < stored.length; k++) {
    const [a, b] = [numberOf(again[k]), numberOf(stored[k])];
    if ((a === null) !== (b === null)) return null;
    if (a === null || b === null) continue;
    largest = Math.max(largest, Math.abs(b));
    apart = Math.max(apart, Math.abs(a - b));
  }
  return apart === 0 ? 0 : largest > 0 ? apart / largest : null;
}

const numberOf = (value: number | null | undefined) =>
  value === null || value === undefined || Number.isNaN(value) ? null : value;
