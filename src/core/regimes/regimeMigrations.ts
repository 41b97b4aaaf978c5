import { requireThat } from "../errors";
import { type RegimeName, regimeNames } from "./regimeOfNeurons";

/** Where a neuron stands, in the order of the rows and columns; the last: in none. */
export const standings = [...regimeNames, null] as const;

/**
 * How many neurons went from each regime to each between two steps.
 *
 * @param before [m] the regime of every neuron at the first step
 * @param after [m] at the second
 * @returns [4][4] counts, row = before, column = after, both plateau, power law, decay, none; they add up to m
 */
export function regimeMigrations(
  before: readonly (RegimeName | null)[],
  after: readonly (RegimeName | null)[],
): number[][] {
  requireThat(
    before.length === after.length,
    `${before.length} neurons before and ${after.length} after are not the same layer`,
  );
  const counts = standings.map(() => standings.map(() => 0));
  before.forEach((regime, neuron) => {
    counts[standings.indexOf(regime)]![standings.indexOf(after[neuron]!)]! += 1;
  });
  return counts;
}
